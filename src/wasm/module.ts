import { type Code, flatten, name, sized, u32, vector } from './encode.js';
import { Local, type ValueType } from './instructions.js';

interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

const [TYPE, IMPORT, FUNCTION, EXPORT, CODE] = [1, 2, 3, 7, 10];
const HEADER: Code = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** One function of a module: parameters and locals are taken from it, then its body is given. */
export class FunctionBuilder {
  readonly parameters: readonly Local[];
  readonly #locals: ValueType[] = [];
  #body: Code = [];

  constructor(
    readonly index: number,
    parameters: readonly ValueType[],
  ) {
    this.parameters = parameters.map((_, i) => new Local(i));
  }

  local(of: ValueType): Local {
    this.#locals.push(of);
    return new Local(this.parameters.length + this.#locals.length - 1);
  }

  body(...code: readonly Code[]): void {
    this.#body = code;
  }

  encode(): Code {
    const locals = this.#locals.map((of) => [u32(1), of]);
    return sized([vector(locals), this.#body, 0x0b]);
  }
}

/**
 * A WebAssembly module put together at run time. Its memory is always imported: modules that work on the same data
 * share one {@link Workspace}. Encoding takes well under a millisecond, so no compiler is needed at build time or
 * run time, and a kernel can be made to measure for one formula.
 */
export class ModuleBuilder {
  readonly #types: Signature[] = [];
  readonly #imports: Code[] = [];
  readonly #functions: FunctionBuilder[] = [];
  readonly #functionTypes: number[] = [];
  readonly #exports: Code[] = [];
  #importedFunctions = 0;

  /** Imports `Math[function]`; V8 calls those directly, without a detour through JavaScript. Returns its index. */
  importFunction(module: string, member: string, parameters: ValueType[], results: ValueType[]): number {
    if (this.#functions.length > 0) throw new Error('imports come before functions: indices depend on it');
    this.#imports.push([name(module), name(member), 0x00, u32(this.#typeIndex({ parameters, results }))]);
    return this.#importedFunctions++;
  }

  /** A function; without a name it can be called in the module alone. */
  function(exportName: string | undefined, parameters: ValueType[], results: ValueType[]): FunctionBuilder {
    const built = new FunctionBuilder(this.#importedFunctions + this.#functions.length, parameters);
    this.#functions.push(built);
    this.#functionTypes.push(this.#typeIndex({ parameters, results }));
    if (exportName !== undefined) this.#exports.push([name(exportName), 0x00, u32(built.index)]);
    return built;
  }

  encode(): Uint8Array<ArrayBuffer> {
    const memory: Code = [name('workspace'), name('memory'), 0x02, 0x00, u32(1)];
    const signatures = this.#types.map((t): Code => [
      0x60,
      vector(t.parameters.map((p) => [p])),
      vector(t.results.map((r) => [r])),
    ]);
    const sections: Code = [
      [TYPE, sized(vector(signatures))],
      [IMPORT, sized(vector([memory, ...this.#imports]))],
      [FUNCTION, sized(vector(this.#functionTypes.map((index) => u32(index))))],
      [EXPORT, sized(vector(this.#exports))],
      [CODE, sized(vector(this.#functions.map((built) => built.encode())))],
    ];
    return Uint8Array.from(flatten([HEADER, sections]));
  }

  #typeIndex(wanted: Signature): number {
    const key = JSON.stringify(wanted);
    const found = this.#types.findIndex((known) => JSON.stringify(known) === key);
    return found >= 0 ? found : this.#types.push(wanted) - 1;
  }
}
