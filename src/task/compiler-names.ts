// Names that nobody wrote: compilers and bundlers put them into a function's text. To list them in a scope would be no
// help, so each kind has advice of its own.

/** Why a variable is missing that has such a name, and what to do about it. */
export type Explanation = readonly [reason: string, remedy: string];

interface Origin {
  readonly names: RegExp;
  /** Holds only for names that are used for their properties alone, as imports are. */
  readonly member?: true;
  readonly explain: (name: string) => Explanation;
}

const MODULE = 'move the function to a module and use tasks()';

const imported = (name: string): Explanation => [
  `uses ${name}, which a compiler made of an import; imports do not travel`,
  `${MODULE}, or import inside the function: await import(...)`,
];

const ORIGINS: readonly Origin[] = [
  {
    names:
      /^__(?:awaiter|generator|spread(?:Array|Arrays)?|assign|rest|values|read|decorate|param|metadata|extends|await|async(?:Generator|Values|Delegator)|makeTemplateObject|import(?:Star|Default)|exportStar|classPrivateField(?:Get|Set|In)|(?:add|dispose)(?:DisposableResource|Resources)|propKey|setFunctionName|runInitializers|esDecorate|rewriteRelativeImportExtension)$/,
    explain: (name) => [
      `uses ${name}, a helper that the TypeScript compiler adds for an old target`,
      `set "target": "ES2022" in tsconfig.json, or ${MODULE}`,
    ],
  },
  {
    names:
      /^__(?:async|asyncGenerator|yieldStar|forAwait|await|spreadValues|spreadProps|objRest|publicField|private(?:Add|Get|Set|Method|In|Wrapper)|accessCheck|defNormalProp|defProp|pow|template|superGet|superSet|using|callDispose|restKey|decorat\w+|runInitializers|earlyAccess)$/,
    explain: (name) => [
      `uses ${name}, a helper that esbuild adds for an old target`,
      `set esbuild's target to es2022, or ${MODULE}`,
    ],
  },
  {
    names:
      /^_(?:async_?(?:to_?generator|iterator|generator\w*)|await_?(?:async_?generator|value)?|object_?(?:spread\w*|without_?properties\w*|destructuring\w*)|extends|to_?(?:consumable_?array|array|property_?key)|(?:un)?iterable_?to_?array\w*|sliced_?to_?array|regenerator(?:_?runtime)?|class_?(?:call_?check|private_?\w+)|create_?class|define_?property|inherits|call_?super|get_?prototype_?of|type_?of|instanceof|tagged_?template_?literal\w*|interop_?require_?\w+|super_?prop\w*|ts_?generator|create_?for_?of_?iterator_?helper\w*|construct|wrap_?native_?super|jsxs?|jsxDEV)$/i,
    explain: (name) => [
      `uses ${name}, a helper that Babel or SWC adds`,
      `compile for current runtimes (targets: node 20), or ${MODULE}`,
    ],
  },
  {
    names: /^cov_[\da-z]+$/,
    explain: (name) => [
      `carries the coverage counters of Istanbul (${name}), which workers do not have`,
      'write /* istanbul ignore next */ before it, measure with V8 (c8, node --experimental-test-coverage), or use tasks()',
    ],
  },
  { names: /^__(?:vite_ssr|vi)_\w+__$/, explain: imported },
  {
    names: /__WEBPACK_\w+__$|^__webpack_require__$|^__turbopack_\w+__$|^__TURBOPACK_\w+__$/,
    explain: imported,
  },
  { names: /^[\w$]+_\d+$|^import_[\w$]+$/, member: true, explain: looksImported },
  {
    names: /^(?:require|module|exports|__dirname|__filename|__require)$/,
    explain: (name) => [
      `uses ${name}, which CommonJS modules alone have`,
      `use await import(...) inside the function, or ${MODULE}`,
    ],
  },
];

function looksImported(name: string): Explanation {
  return [
    `uses the outer variable ${name}, by its looks what a compiler made of an import; imports do not travel`,
    `${MODULE}, or, if it is a variable, use inline(fn, { scope: { ${name} } })`,
  ];
}

/** What is known of a missing variable from its name; undefined for what people write themselves. */
export function explainName(name: string, member: boolean): Explanation | undefined {
  return ORIGINS.find((origin) => origin.names.test(name) && (member || origin.member !== true))?.explain(
    name,
  );
}

/**
 * esbuild (and with it tsx and Vite) can have each inner function told its name, by a helper that is a function of its
 * text alone: it is given to the text.
 */
export const KEEPS_NAMES = '__name';

export function withKeptNames(source: string): string {
  return `((${KEEPS_NAMES}) => (${source}\n))((fn, value) => Object.defineProperty(fn, 'name', { value, configurable: true }))`;
}
