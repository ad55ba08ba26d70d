import { parser, readAll } from "../test/go.js";
import { goFilesOf, goroot } from "../test/goroot.js";
import { referenceFlags } from "../test/reference-flags.js";
import { readBody, scanFile } from "./index.js";
import { readWhole } from "./read-whole.js";

const FOLDERS = ["sync", "sync/atomic", "runtime", "reflect", "net/http", "go/types", "encoding/json", "fmt", "os", "syscall", "slices", "iter", "internal/abi", "math/big", "unicode", "strconv"];

/** The whole of GOROOT is compared by `node packages/syntax/oracle/two-tier.js` and `… /go-ast.js`. */
const files = goroot === undefined ? [] : goFilesOf(FOLDERS).filter((_, at) => at % 4 === 0);

if (goroot === undefined) {
  test("Go is not installed here: its own source tree is not compared", () => expect(files).toEqual([]));
} else {
  test("scanner and pieces give what parsing the whole file gives", () => {
    for (const { path, text } of files) {
      const { declarations } = readAll(text);
      const pieces = declarations.map((decls) => {
        const [first] = decls;
        return { decls: decls.map((decl) => (decl.kind === "func-decl" ? { ...decl, body: null } : decl)), body: first?.kind === "func-decl" && first.bodySpan !== null ? readBody(parser, text, first).block : null };
      });
      // One comparison a file: `toEqual` on trees of this size takes far longer than reading them.
      if (JSON.stringify(pieces) !== JSON.stringify(readWhole(parser, text).declarations)) throw new Error(`${path} is read differently as a whole`);
    }
    expect(files.length).toBeGreaterThan(100);
  }, 120_000);

  test("the scanner's flags are those of a plain tokenizer", () => {
    for (const { text } of files) {
      const { declarations, problems } = scanFile(text);
      expect(problems).toEqual([]);
      for (const declaration of declarations) {
        const { hasStruct, hasLocalType, hasIndex } = declaration;
        expect({ hasStruct, hasLocalType, hasIndex }).toEqual(referenceFlags(text, declaration));
      }
    }
  }, 60_000);
}
