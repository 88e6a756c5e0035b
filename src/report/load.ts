import { NfoldError } from '../core/index.js';

/*
 * The packages that draw are optional and large: they are loaded here and nowhere else, when a picture is asked for.
 * Programs that draw nothing load nothing.
 */

export type PlotModule = typeof import('@observablehq/plot');
export type ResvgModule = typeof import('@resvg/resvg-js');

/** The little of a document that drawing needs; linkedom's in place of a browser's. */
export interface DrawingDocument {
  createElementNS(namespace: string, name: string): DrawingElement;
}

export interface DrawingElement {
  readonly innerHTML: string;
  textContent: string | null;
  append(child: DrawingElement): void;
  setAttribute(name: string, value: string): void;
}

export async function loadPlot(): Promise<PlotModule> {
  return load('@observablehq/plot', () => import('@observablehq/plot'));
}

export async function loadResvg(): Promise<ResvgModule> {
  return load('@resvg/resvg-js', () => import('@resvg/resvg-js'));
}

export async function newDocument(): Promise<DrawingDocument> {
  const { parseHTML } = await load('linkedom', () => import('linkedom'));
  return parseHTML('<!doctype html><html></html>').document;
}

/** Paths of the font files that text in PNG pictures is drawn with; they come with a package of their own. */
export async function fontFiles(): Promise<string[]> {
  const { createRequire } = await import('node:module');
  const path = await import('node:path');
  const manifest = await load('dejavu-fonts-ttf', () =>
    Promise.resolve(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  );
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
    path.join(path.dirname(manifest), 'ttf', file),
  );
}

/** Runs an import; that it is missing becomes one clear line. */
export async function load<T>(name: string, importer: () => Promise<T>): Promise<T> {
  try {
    return await importer();
  } catch (error) {
    throw new NfoldError(
      'ERR_MISSING_DEPENDENCY',
      `pictures need the optional package ${name}, which cannot be loaded; run: npm install ${name}`,
      { package: name },
      { cause: error },
    );
  }
}
