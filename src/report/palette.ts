/**
 * Colours that people with any kind of colour vision can tell apart: M. Okabe, K. Ito, "Color universal design: how to
 * make figures and presentations that are friendly to colorblind people" (2008). Pictures carry the light colours as
 * plain attributes, so that any viewer shows them; a page that may be dark restyles them by attribute (see report-style).
 */
export const INK = '#1f2328';
export const MUTED = '#59636e';
export const GRID = '#d8dee4';
export const SHADE = '#eef1f4';
export const PAPER = '#ffffff';

/** Text on a dark and on a light hue of the series. */
export const ON_DARK = '#fefefe';
export const ON_LIGHT = '#101418';

export const BLUE = '#0072b2';
export const VERMILION = '#d55e00';
export const SKY = '#56b4e9';
export const ORANGE = '#e69f00';
export const GREEN = '#009e73';
export const PURPLE = '#cc79a7';

/** Fills of lanes and series, in the order in which they are handed out; neighbours differ in lightness too. */
export const SERIES: readonly string[] = [BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION];

/** What each colour becomes on a dark page: contrast of at least 4.5 for text, 3 for marks. */
export const DARK: Readonly<Record<string, string>> = {
  [INK]: '#e6edf3',
  [MUTED]: '#9ba6b2',
  [GRID]: '#333b44',
  [SHADE]: '#21272e',
  [PAPER]: 'transparent',
  // All hues of the series are light on a dark page.
  [ON_DARK]: '#101418',
  [BLUE]: '#4aa3df',
  [VERMILION]: '#ff8a3d',
  [SKY]: '#7cc9f5',
  [ORANGE]: '#f0b429',
  [GREEN]: '#2fc296',
  [PURPLE]: '#e39ac2',
};
