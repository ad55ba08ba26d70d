import type { ShownField, ShownStruct } from "./model.js";
import { showText } from "./show-text.js";

const field = (name: string, type: string, offsetBytes: number, sizeBytes: number, embedded = false): ShownField => ({ name, type, offsetBytes, sizeBytes, alignBytes: 1, embedded });

const pool: ShownStruct = {
  importPath: "example.com/m", module: "example.com/m", name: "Pool", kind: "named", functionName: null, file: "pool.go", line: 7, column: 6, target: "linux/amd64", lineBytes: 64,
  layout: {
    sizeBytes: 88, alignBytes: 8, pointerBytes: 80, sizeClassBytes: 96, unknowns: [],
    fields: [field("Mutex", "sync.Mutex", 0, 8, true), field("open", "bool", 8, 1), field("name", "string", 16, 16), field("body", "[40]byte", 32, 40), field("next", "*m.Pool", 72, 8), field("done", "bool", 80, 1)],
  },
};

const shown = (...structs: ShownStruct[]): string => [...showText(structs)].join("");

test("holes, lines, padding and the summary, as pahole has them", () => {
  expect(shown(pool)).toMatchInlineSnapshot(`
"struct example.com/m.Pool {  // pool.go:7  linux/amd64
    sync.Mutex     /*     0     8 */
    open bool      /*     8     1 */
    /* XXX 7 bytes hole */
    name string    /*    16    16 */
    body [40]byte  /*    32    40 */
    /* --- cacheline 1 boundary (64 bytes) was 8 bytes ago --- */
    next *m.Pool   /*    72     8 */
    done bool      /*    80     1 */

    /* size: 88, align: 8, cachelines: 2, fields: 6 */
    /* sum fields: 74, holes: 1, sum holes: 7 */
    /* padding: 7 */
    /* pointer bytes: 80, size class: 96 */
    /* last cacheline: 24 bytes */
}
"
`);
});

test("targets with one layout are named together, others have their own", () => {
  const wide = { ...pool, target: "darwin/arm64", lineBytes: 128 };
  expect(shown(pool, { ...pool, target: "linux/arm64" }, wide).match(/^struct.*$/gm)).toEqual([
    "struct example.com/m.Pool {  // pool.go:7  linux/amd64, linux/arm64",
    "struct example.com/m.Pool {  // pool.go:7  darwin/arm64",
  ]);
});

test("what cannot be known, where and why", () => {
  const unknown = { ...pool, kind: "local" as const, functionName: "(*Queue).drain", layout: { unknowns: [{ field: "c", reason: "cgo", detail: "C.struct_stat" }, { field: "t", reason: "type-parameter", detail: "T" }] } };
  expect(shown(unknown)).toMatchInlineSnapshot(`
"struct example.com/m.Pool {  // pool.go:7 in (*Queue).drain  linux/amd64
    /* c: unknown (cgo): C.struct_stat. Only a C compiler knows this type; run with CGO_ENABLED=0
       if the package builds without cgo. */
    /* t: unknown (type-parameter): T. The size depends on the type argument; look at an instance
       of the type. */
}
"
`);
});

test("long types are cut, long places stand on a line of their own", () => {
  const long = { ...pool, file: `${"folder/".repeat(9)}pool.go`, layout: { ...pool.layout, fields: [field("f", `func(${"context.Context, ".repeat(6)}int)`, 0, 8)] } } as ShownStruct;
  const lines = shown(long).split("\n");
  expect(lines.slice(0, 2)).toEqual(["struct example.com/m.Pool {", `    // ${"folder/".repeat(9)}pool.go:7  linux/amd64`]);
  expect(lines[2]).toMatch(/^ {4}f func\(context\.Context, .*… {2}\/\* {5}0 {5}8 \*\/$/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});

test("nothing to show", () => {
  expect(shown()).toBe("");
});
