import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cachelint, fixtures, folderWith, removeFolders } from "../test/run.js";
import { parseShown } from "../test/parse-shown.js";

afterAll(removeFolders);

const goMod = "module example.com/m\n\ngo 1.24\n";
type Row = { importPath: string; name: string; target: string; file: string; line: number; function?: string; sizeBytes?: number; alignBytes?: number; pointerBytes?: number | null; sizeClassBytes?: number | null; fields?: { name: string; type: string; offsetBytes: number; sizeBytes: number; embedded: boolean }[]; unknown?: { field: string; reason: string; detail: string }[] };

const rowsOf = (stdout: string): Row[] => stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Row);

test("text and jsonl agree, over every corner of Go's layouts", async () => {
  const words = ["show", "./...", "--tests", "--target", "linux/amd64,linux/386,darwin/arm64,js/wasm"];
  const cwd = `${fixtures}layouts`;
  const rows = rowsOf((await cachelint([...words, "--format", "jsonl"], { cwd })).stdout);
  const shown = parseShown((await cachelint(words, { cwd })).stdout);
  expect(rows.length).toBeGreaterThan(1000);
  expect(shown).toHaveLength(rows.length);
  const keyOf = ({ title, file, line, target, functionName }: { title: string; file: string; line: number; target: string; functionName: string | null }): string => JSON.stringify([title, file, line, target, functionName]);
  const byKey = new Map<string, typeof shown[number][]>();
  for (const struct of shown) byKey.set(keyOf(struct), [...(byKey.get(keyOf(struct)) ?? []), struct]);
  for (const row of rows) {
    const key = keyOf({ title: `${row.importPath}.${row.name}`, file: row.file, line: row.line, target: row.target, functionName: row.function ?? null });
    const text = byKey.get(key)?.shift();
    expect([key, text?.layout]).toEqual([key, text === undefined ? "shown" : layoutOf(row, text.layout)]);
  }
});

/** The row in the words of the text; types there may be cut short. */
function layoutOf(row: Row, text: ReturnType<typeof parseShown>[number]["layout"]): object {
  if (row.fields === undefined) return { unknown: row.unknown?.map(({ field, reason }) => ({ field, reason })) };
  const { sizeBytes = 0, alignBytes, pointerBytes, sizeClassBytes } = row;
  const fields = row.fields.map(({ name, type, embedded, offsetBytes, sizeBytes: size }, i) => {
    const shown = "fields" in text ? (text.fields[i]?.text ?? "") : "";
    const full = embedded ? type : `${name} ${type}`;
    return { text: shown.endsWith("…") && full.startsWith(shown.slice(0, -1)) ? shown : full, offsetBytes, sizeBytes: size };
  });
  const sumFields = fields.reduce((sum, field) => sum + field.sizeBytes, 0);
  return { sizeBytes, alignBytes, pointerBytes, sizeClassBytes, fields, unused: sizeBytes - sumFields };
}

test("one type, as go doc names it", async () => {
  const cwd = `${fixtures}demo`;
  const names = async (...patterns: string[]): Promise<string[]> => rowsOf((await cachelint(["show", ...patterns, "--format", "jsonl", "--target", "linux/amd64"], { cwd })).stdout).map(({ importPath, name }) => `${importPath}.${name}`);
  expect(await names("./ring.Buffer")).toEqual(["example.com/demo/ring.Buffer"]);
  expect(await names("example.com/demo/ring.Packet", "ring.Buffer")).toEqual(["example.com/demo/ring.Buffer", "example.com/demo/ring.Packet"]);
  expect(await names("sync.Pool", "./ring")).toEqual(["example.com/demo/ring.Buffer", "example.com/demo/ring.Packet", "sync.Pool"]);
});

test("a type by its name alone is one of the working directory", async () => {
  const { stdout } = await cachelint(["show", "Packet", "--format", "jsonl", "--target", "linux/arm64"], { cwd: `${fixtures}demo/ring` });
  expect(rowsOf(stdout).map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([["Packet", 12]]);
});

test("a type that is not there", async () => {
  expect(await cachelint(["show", "./ring.Bufer"], { cwd: `${fixtures}demo` })).toEqual({ code: 2, stdout: "", stderr: "error: There is no struct Bufer in example.com/demo/ring.\n  = help: Did you mean Buffer?\n" });
});

test("a file selects the structs in it, its package is read whole", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\ntype A struct{ b B }\n", "b.go": "package m\n\ntype B struct{ n int32 }\n" });
  const rows = rowsOf((await cachelint(["show", "a.go", "--format", "jsonl", "--target", "linux/amd64"], { cwd })).stdout);
  expect(rows.map(({ name, sizeBytes, file }) => [name, sizeBytes, file])).toEqual([["A", 4, "a.go"]]);
});

test("rows by import path, file and place, then by target as asked", async () => {
  const cwd = folderWith({ "go.mod": goMod, "z/z.go": "package z\n\ntype B struct{ p *int }\ntype A struct{ p *int }\n", "a/y.go": "package a\n\ntype Y struct{}\n", "a/b.go": "package a\n\ntype B struct{}\n" });
  const { stdout } = await cachelint(["show", "./z", "./a", "--format", "jsonl", "--target", "linux/arm64", "--target", "linux/386"], { cwd });
  expect(rowsOf(stdout).map(({ importPath, name, target }) => `${importPath.slice(14)}.${name} ${target}`)).toEqual([
    "a.B linux/arm64", "a.B linux/386", "a.Y linux/arm64", "a.Y linux/386", "z.B linux/arm64", "z.B linux/386", "z.A linux/arm64", "z.A linux/386",
  ]);
  const { stdout: json } = await cachelint(["show", "./z", "./a", "--format", "json", "--target", "linux/arm64,linux/386"], { cwd });
  expect((JSON.parse(json) as { structs: Row[] }).structs).toEqual(rowsOf(stdout));
});

test("C pointers leave the pointer bytes alone unknown", async () => {
  const cwd = folderWith({ "go.mod": goMod, "c.go": "package m\n\n// struct x;\nimport \"C\"\n\ntype H struct {\n\tn int\n\th *C.struct_x\n}\n\ntype S struct{ s C.struct_x }\n" });
  const [h, s] = rowsOf((await cachelint(["show", "--format", "jsonl", "--target", "linux/amd64"], { cwd })).stdout);
  expect(h).toMatchObject({ sizeBytes: 16, pointerBytes: null, sizeClassBytes: 16, unknown: [{ field: "h", reason: "cgo", detail: "C.struct_x" }] });
  expect(s).not.toHaveProperty("sizeBytes");
  expect((await cachelint(["show", "--target", "linux/amd64"], { cwd })).stdout).toMatchInlineSnapshot(`
"struct example.com/m.H {  // c.go:6  linux/amd64
    n int          /*     0     8 */
    h *C.struct_x  /*     8     8 */

    /* size: 16, align: 8, cachelines: 1, fields: 2 */
    /* pointer bytes: unknown, size class: 16 */
    /* last cacheline: 16 bytes */
    /* h: pointer bytes unknown (cgo): C.struct_x. Only a C compiler knows this type; run with
       CGO_ENABLED=0 if the package builds without cgo. */
}

struct example.com/m.S {  // c.go:11  linux/amd64
    /* s: unknown (cgo): C.struct_x. Only a C compiler knows this type; run with CGO_ENABLED=0 if
       the package builds without cgo. */
}
"
`);
});

test("a run closes with the count of unknown structs by reason, each struct once for all targets", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\n// struct x;\nimport \"C\"\nimport \"unsafe\"\n\ntype S struct{ s C.struct_x }\n\ntype H struct{ h *C.struct_x }\n\ntype U struct{ a gone; s C.struct_x }\n\ntype Bits struct{ a [unsafe.Sizeof(uintptr(0)) - 5]Q }\n", "b/b.go": "package b\n\ntype B struct{ n int }\n" });
  for (const words of [["--format", "text"], ["--format", "jsonl"], ["--format", "json"], ["--output", "report.txt"]]) {
    expect(await cachelint(["show", "./...", ...words], { cwd })).toMatchObject({ code: 0, stderr: "3 structs unknown: cgo 1, unresolved-name 2\n" });
  }
  expect((await cachelint(["show", "./...", "--quiet"], { cwd })).stderr).toBe("");
  expect((await cachelint(["show", "./b"], { cwd })).stderr).toBe("");
  expect((await cachelint(["check", "./..."], { cwd })).stdout).toContain("; 3 structs unknown: cgo 1, unresolved-name 2\n");
});

test("targets that differ are shown apart, others together; without any flag GOOS and GOARCH decide", async () => {
  const cwd = folderWith({ "go.mod": goMod, "p.go": "package m\n\ntype P struct{ p *int }\n" });
  const heads = async (words: string[], env = {}): Promise<string[]> => [...(await cachelint(["show", ...words], { cwd, env })).stdout.matchAll(/p\.go:3 {2}(.*)$/gm)].map(([, targets = ""]) => targets);
  expect(await heads([])).toEqual(["linux/amd64, linux/arm64"]);
  expect(await heads(["--target", "linux/amd64,linux/386,linux/arm,linux/arm64"])).toEqual(["linux/amd64, linux/arm64", "linux/386, linux/arm"]);
  expect(await heads([], { GOOS: "windows" })).toEqual(["windows/amd64, windows/arm64"]);
  expect(await heads([], { GOARCH: "386" })).toEqual(["linux/386"]);
  expect(await heads([], { GOOS: "js" })).toEqual(["js/wasm"]);
});

const bin = fileURLToPath(new URL("../bin/cachelint.js", import.meta.url));

test("the built command writes all of a large report before it ends, and is silent when its reader goes away", async () => {
  const run = (readsAll: boolean): Promise<{ code: number | null; nBytes: number; stderr: string }> => new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, "show", "./...", "--tests", "--format", "jsonl"], { cwd: `${fixtures}layouts`, stdio: ["ignore", "pipe", "pipe"] });
    let nBytes = 0;
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      nBytes += chunk.length;
      if (!readsAll) child.stdout.destroy();
    });
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("close", (code) => resolve({ code, nBytes, stderr }));
  });
  const whole = await run(true);
  expect(whole).toMatchObject({ code: 0, stderr: "32 structs unknown: type-parameter 32\n" });
  expect(whole.nBytes).toBeGreaterThan(200_000);
  expect(await run(false)).toMatchObject({ code: 0, stderr: "" });
});

test("a run that ends before it parses anything does not wait for its second thread", () => {
  const { status } = spawnSync(process.execPath, [bin, "show", "std", "--config", "no-such.yaml"], { stdio: "ignore", timeout: 30_000 });
  expect(status).toBe(2);
});
