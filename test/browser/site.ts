// A web site with nfold on it, as a page without a bundler finds it: modules, and a map of their names.
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const DIST = resolve('dist');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

/** The folders of the packages that nfold imports in a page, and what their names stand for. */
const packageFolder = (name: string): string =>
  require.resolve(`${name}/package.json`).slice(0, -'/package.json'.length);
const PACKAGES = ['acorn', 'eslint-scope'];
const ENTRIES: Readonly<Record<string, string>> = {
  acorn: '/packages/acorn/dist/acorn.mjs',
  'eslint-scope': '/packages/eslint-scope/lib/index.js',
  estraverse: '/commonjs/estraverse',
  esrecurse: '/commonjs/esrecurse',
};

function importMap(origin: string): string {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, string> };
  const own = Object.entries(exports).map(([name, file]) => [
    `nfold${name.slice(1)}`,
    file.replace('./dist', '/dist'),
  ]);
  const imports = [...own, ...Object.entries(ENTRIES)].map(([name, path]) => [name, origin + path]);
  return JSON.stringify({ imports: Object.fromEntries(imports) as object });
}

/** A CommonJS package as a module: what it requires is imported. */
function commonJs(name: string): string {
  const text = readFileSync(require.resolve(name), 'utf8');
  const needs = [...text.matchAll(/require\(["']([\w-]+)["']\)/g)].map(([, needed]) => needed);
  const imports = needs.map((needed, i) => `import need${i} from ${JSON.stringify(needed)};`).join('\n');
  const table = needs.map((needed, i) => `${JSON.stringify(needed)}: need${i}`).join(', ');
  return `${imports}
const module = { exports: {} };
(function (module, exports, require) { ${text}
})(module, module.exports, (name) => ({ ${table} })[name] ?? {});
export default module.exports;`;
}

/** What a page needs for its memory to be shared with its workers. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

function find(path: string): string | undefined {
  const [, area, ...rest] = path.split('/');
  if (area === 'examples') return resolve('examples', ...rest);
  if (area === 'dist') return join(DIST, ...rest);
  if (area === 'packages' && PACKAGES.includes(rest[0]))
    return join(packageFolder(rest[0]), ...rest.slice(1));
  return undefined;
}

function respond(path: string, library: string): { type: string; body: string | Buffer } | undefined {
  const page = `<!doctype html><title>nfold</title><script type="importmap">${importMap(library)}</script>`;
  if (path === '/isolated' || path === '/plain') return { type: TYPES['.html'], body: page };
  if (path.startsWith('/commonjs/'))
    return { type: TYPES['.js'], body: commonJs(path.slice('/commonjs/'.length)) };
  const file = find(path);
  if (file === undefined) return undefined;
  try {
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) };
  } catch {
    return undefined;
  }
}

export interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves `/isolated`, a cross-origin isolated page, and `/plain`, one that is not, on a free port of this machine. A page
 * takes nfold from the origin that `?library=` names.
 */
export async function openSite(): Promise<Site> {
  const server: Server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const found = respond(pathname, searchParams.get('library') ?? '');
    const headers = {
      'content-type': found?.type ?? 'text/plain',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      ...(pathname !== '/plain' && ISOLATION),
    };
    response.writeHead(found === undefined ? 404 : 200, headers).end(found?.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
