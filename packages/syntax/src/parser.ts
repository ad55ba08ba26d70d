import { Language, Parser } from "web-tree-sitter";
import type { Tree } from "web-tree-sitter";
import { FlatBuilder } from "./flat-builder.js";
import type { FlatTree, NodeNames } from "./flat-builder.js";
import { restorePositions, withoutComments } from "./without-comments.js";
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
  readonly #module: Module;
  readonly #builder: FlatBuilder;
  readonly #parser: Parser;
  #isSpent = false;

  /** Use `createParser`. */
  constructor(language: Language, module: Module) {
    this.#module = module;
    this.#builder = new FlatBuilder(language);
    this.#parser = new Parser().setLanguage(language);
  }

  /** What the numbers in its trees mean; the same for every parser of this grammar. */
  get names(): NodeNames {
    return this.#builder.names;
  }

  /** The tree of `text`; null where the parser gives up on it. */
  parse(text: string): FlatTree | null {
    const { exports, transferBuffer } = this.#module;
    if (!hasRawCursor(exports)) return this.parseSlowly(text);
    return this.#withTree(text, (tree) => flattenRaw(tree, this.#builder, exports, transferBuffer));
  }

  /** The same by the public interface alone. */
  parseSlowly(text: string): FlatTree | null {
    return this.#withTree(text, (tree) => flattenPublic(tree, this.#builder));
  }

  #withTree(text: string, flatten: (tree: Tree) => FlatTree): FlatTree | null {
    if (this.#isSpent || MAX_LENGTH < text.length || (LONG < text.length && isDeep(text))) return null;
    const code = withoutComments(text);
    let tree: Tree | null = null;
    try {
      tree = this.#parser.parse(code.text);
      const flat = tree && flatten(tree);
      if (flat && code.origins) restorePositions(flat, code.origins);
      return flat;
    } catch {
      // WebAssembly ran out of memory, and what it had is lost to it.
      this.#isSpent = true;
      return null;
    } finally {
      tree?.delete();
    }
  }
}

/** A tree takes up to 200 bytes for each character, of the 2 GB that WebAssembly has. */
const MAX_LENGTH: number = 1 << 23;
/** Where nothing closes, it is two thousand bytes: `a(a(a(…`. */
const LONG: number = 1 << 19;
const DEEP = 20_000;

/** Whether brackets are nested as in no real program; those in strings count too, but seldom make a difference. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) depth++;
    else if (code === 41 || code === 93 || code === 125) depth--;
    if (DEEP < depth) return true;
  }
  return false;
}

type Module = { readonly exports: object; readonly transferBuffer: number };

let moduleReady: Promise<Module> | undefined;

async function startModule(runtime: Uint8Array): Promise<Module> {
  const exports = { wasmBinary: runtime };
  await Parser.init(exports);
  return { exports, transferBuffer: hasRawCursor(exports) ? exports._ts_init() : 0 };
}
