import { Language, Parser } from "web-tree-sitter";
import { FlatBuilder } from "./flat-builder.js";
import type { FlatTree } from "./flat-builder.js";
import { flattenPublic, flattenRaw, hasRawCursor } from "./flat-tree.js";

/** The bytes of `web-tree-sitter.wasm` and of `tree-sitter-go.wasm`. */
export type ParserFiles = { readonly runtime: Uint8Array; readonly grammar: Uint8Array };

/** Loads the Go grammar. The parser owns WebAssembly memory: one for each thread is enough, kept as long as it runs. */
export async function createParser(files: ParserFiles): Promise<GoParser> {
  // web-tree-sitter has one module a process and fills in the object handed to the first `init` only.
  moduleReady ??= startModule(files.runtime);
  const module = await moduleReady;
  return new GoParser(await Language.load(files.grammar), module);
}

/** Go text in, flat trees out. Each tree is valid until the next parse. */
export class GoParser {
  readonly #parser: Parser = new Parser();
  readonly #builder: FlatBuilder;
  readonly #module: Module;

  /** Use `createParser`. */
  constructor(language: Language, module: Module) {
    this.#module = module;
    this.#builder = new FlatBuilder(language);
    this.#parser.setLanguage(language);
  }

  /** The tree of `text`; null where the parser gives up on it. */
  parse(text: string): FlatTree | null {
    const tree = this.#parser.parse(text);
    if (tree === null) return null;
    try {
      const { exports, transferBuffer } = this.#module;
      return hasRawCursor(exports) ? flattenRaw(tree, this.#builder, exports, transferBuffer) : flattenPublic(tree, this.#builder);
    } finally {
      tree.delete();
    }
  }

  /** The same by the public interface alone; for comparison. */
  parseSlowly(text: string): FlatTree | null {
    const tree = this.#parser.parse(text);
    if (tree === null) return null;
    try {
      return flattenPublic(tree, this.#builder);
    } finally {
      tree.delete();
    }
  }
}

type Module = { readonly exports: object; readonly transferBuffer: number };

let moduleReady: Promise<Module> | undefined;

async function startModule(runtime: Uint8Array): Promise<Module> {
  const exports = { wasmBinary: runtime };
  await Parser.init(exports);
  return { exports, transferBuffer: hasRawCursor(exports) ? exports._ts_init() : 0 };
}
