import { readFileSync } from "node:fs";
import { decodeStdTable } from "./std-table.js";

const bytes = readFileSync(new URL("../std-table/std-table.json.br", import.meta.url));
const std = decodeStdTable(bytes);

/** The declaration of a name in a stub. */
function declaration(importPath: string, name: string, { goMinor = 26, target = "linux/amd64" } = {}): string | undefined {
  const source = std.table(goMinor).source(importPath, target) ?? "";
  return new RegExp(String.raw`^(?:type )?${name}\b(?:.* struct \{$[^]*?^\}|.*)`, "m").exec(source)?.[0];
}

test("the table knows six versions of Go and four targets", () => {
  expect(std.versions).toEqual(["1.21", "1.22", "1.23", "1.24", "1.25", "1.26"]);
  expect(std.targets).toEqual(["linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64"]);
});

test("the table is small enough to ship", () => {
  expect(bytes.length).toBeLessThan(512 * 1024);
});

test("a stub is a Go file with its imports before its declarations", () => {
  expect(std.table(26).source("runtime/cgo", "linux/amd64")).toMatchInlineSnapshot(`
"package cgo
import (
"internal/runtime/sys"
)
type Handle uintptr
type Incomplete struct {
	_ sys.NotInHeap
}
func (Handle) Delete()
func (Handle) Value() any
func NewHandle(any) Handle
"
`);
});

test("a stub keeps unexported fields, and the types they need are in the table", () => {
  expect(declaration("sync", "Mutex")).toMatchInlineSnapshot(`
"type Mutex struct {
	_	noCopy
	mu	sync.Mutex
}"
`);
  expect(declaration("internal/sync", "Mutex")).toMatchInlineSnapshot(`
"type Mutex struct {
	state	int32
	sema	uint32
}"
`);
});

test("generic and 64-bit aligned atomics are as in the source", () => {
  expect(declaration("sync/atomic", "Pointer")).toMatchInlineSnapshot(`
"type Pointer[T any] struct {
	_	[0]*T
	_	noCopy
	v	unsafe.Pointer
}"
`);
  expect(declaration("sync/atomic", "Int64")).toMatchInlineSnapshot(`
"type Int64 struct {
	_	noCopy
	_	align64
	v	int64
}"
`);
  expect(declaration("sync/atomic", "align64")).toBe("type align64 struct{}");
  expect(declaration("structs", "HostLayout")).toMatchInlineSnapshot(`
"type HostLayout struct {
	_ hostLayout
}"
`);
});

test("declarations follow the version", () => {
  expect(declaration("time", "Ticker", { goMinor: 22 })).toMatch(/\br\s+runtimeTimer$/m);
  expect(declaration("time", "Ticker", { goMinor: 23 })).toMatch(/\binitTicker\s+bool$/m);
  expect(std.table(22).source("unique", "linux/amd64")).toBeUndefined();
  expect(std.table(23).source("unique", "linux/amd64")).toContain("type Handle[T comparable] struct");
});

test("constants follow the target", () => {
  expect(declaration("syscall", "MAX_PATH", { target: "windows/amd64" })).toBe("MAX_PATH = 260");
  expect(declaration("syscall", "MAX_PATH")).toBeUndefined();
  expect(declaration("syscall", "SYS_READ", { target: "linux/amd64" })).toBe("SYS_READ = 0");
  expect(declaration("syscall", "SYS_READ", { target: "linux/arm64" })).toBe("SYS_READ = 63");
});

test("constants are values, typed where the source's are", () => {
  expect(declaration("crypto/sha256", "Size")).toBe("Size = 32");
  expect(declaration("math", "MaxUint64")).toBe("MaxUint64 = 18446744073709551615");
  expect(declaration("unicode", "MaxRune")).toBe(String.raw`MaxRune = '\U0010ffff'`);
  expect(declaration("time", "Second")).toBe("Second Duration = 1000000000");
});

test("a version that the table has not is stood in for by the nearest, and says so", () => {
  const told = (goMinor: number) => [std.table(goMinor).goVersion, std.table(goMinor).isNearest];
  expect(told(15)).toEqual(["1.21", true]);
  expect(told(24)).toEqual(["1.24", false]);
  expect(told(99)).toEqual(["1.26", true]);
});

test("packages and targets that the table has not are undefined", () => {
  const { source } = std.table(26);
  expect(source("no/such/package", "linux/amd64")).toBeUndefined();
  expect(source("constructor", "linux/amd64")).toBeUndefined();
  expect(source("sync", "linux/386")).toBeUndefined();
});

test("every import of every stub is in the table, under the path the stub writes", () => {
  const missing = new Set<string>();
  let nStubs = 0;
  for (const version of std.versions) {
    for (const target of std.targets) {
      const { source } = std.table(Number(version.slice(2)));
      const seen = new Set(["net/http", "go/types", "log/slog", "database/sql", "testing", "crypto/tls", "html/template"]);
      for (const importPath of seen) {
        const text = source(importPath, target);
        if (text === undefined) missing.add(`${importPath} of Go ${version} for ${target}`);
        for (const imported of importsOf(text ?? "")) if (imported !== "unsafe") seen.add(imported);
      }
      nStubs += seen.size;
    }
  }
  expect([...missing]).toEqual([]);
  expect(nStubs).toBeGreaterThan(1000);
});

test("decoding takes no longer than reading a few source files", () => {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    decodeStdTable(bytes);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(60);
});

function importsOf(source: string): string[] {
  return [...source.matchAll(/^import \((.*?)^\)/gms)].flatMap(([, group = ""]) => [...group.matchAll(/"(.*)"/g)].map(([, path = ""]) => path));
}
