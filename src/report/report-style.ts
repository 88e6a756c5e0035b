import { DARK } from './palette.js';

/** The pictures' colours on a dark page: each light attribute value, as fill and as stroke, gets its counterpart. */
function darkPictures(): string {
  return Object.entries(DARK)
    .flatMap(([light, dark]) =>
      ['fill', 'stroke'].map((what) => `svg [${what}="${light}"],svg[${what}="${light}"]{${what}:${dark}}`),
    )
    .join('\n');
}

/** The report's style sheet: system fonts, one column, light and dark by the reader's choice, always light on paper. */
export function reportStyle(): string {
  return `
:root{color-scheme:light dark;--ink:#1f2328;--muted:#59636e;--paper:#fff;--panel:#f6f8fa;--line:#d0d7de;--warn:#9a6700;--warn-panel:#fff8e5;--accent:#0072b2}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
main{max-width:880px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 12px}
h2{font-size:1.2rem;margin:40px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}
p{margin:8px 0}
ul{margin:8px 0;padding-left:22px}
li{margin:4px 0}
code,pre{font:0.875em/1.5 ui-monospace,'Cascadia Mono','DejaVu Sans Mono',monospace}
pre{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:10px 14px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.muted,figcaption{color:var(--muted);font-size:0.9rem}
.warnings{background:var(--warn-panel);border-left:4px solid var(--warn);padding:10px 16px;border-radius:4px}
.warnings h2{margin:0;padding:0;border:0;font-size:1rem;color:var(--warn)}
.scroll{overflow-x:auto;margin:16px 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;width:100%}
caption{text-align:left;font-weight:600;padding:4px 0 8px}
table{font-size:0.92rem}
th,td{padding:6px 9px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th:first-child,td:first-child{text-align:left;padding-left:0}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--muted);font-weight:600}
tbody th{font-weight:400}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:8px 0}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
figure{margin:4px 0 24px}
.chart{overflow-x:auto;margin:0 -20px}
figure svg{display:block;width:100%;min-width:600px;height:auto}
figure svg text{font-family:inherit}
a{color:var(--accent)}
button{font:inherit;font-size:0.85rem;color:var(--accent);background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:4px 10px;cursor:pointer}
thead button{all:unset;cursor:pointer;font-weight:600}
thead button:hover{color:var(--ink)}
thead button:focus-visible,button:focus-visible,.chart:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
th[aria-sort=ascending] button::after{content:' ▲';content:' ▲' / ''}
th[aria-sort=descending] button::after{content:' ▼';content:' ▼' / ''}
.tip{position:fixed;z-index:1;max-width:22rem;padding:4px 9px;border-radius:6px;background:var(--ink);color:var(--paper);font-size:0.85rem;pointer-events:none}
@media (prefers-color-scheme:dark){@media screen{
:root{--ink:#e6edf3;--muted:#9ba6b2;--paper:#12161b;--panel:#1a2027;--line:#333b44;--warn:#e3b341;--warn-panel:#272115;--accent:#4aa3df}
${darkPictures()}
}}
@media print{main{max-width:none;padding:0}button[data-save],.tip{display:none}.scroll,.chart{overflow:visible}.chart{margin:0}figure svg{min-width:0}table{font-size:0.75rem}figure,table,.warnings{break-inside:avoid}h2{break-after:avoid}}
`;
}
