import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { buildContext, matchPatterns, memoryFileSystem, openWorkspace } from "@cachelint/project";
import { createParser } from "@cachelint/syntax";
import { createSources, createWorld, packageAt } from "@cachelint/types";
import type { Access, Fn, Linked } from "../src/index.js";
import { type Program, readProgram } from "../src/program.js";

const parser = await createParser({
  runtime: readFileSync(createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../../syntax/grammar/tree-sitter-go.wasm", import.meta.url)),
});

/** What the tests' Go needs of a standard library. */
const go = {
  "/go/bin/go": "",
  "/go/VERSION": "go1.26.8\n",
  "/go/src/runtime/runtime.go": "package runtime\n",
  "/go/src/sync/sync.go": "package sync\n\ntype Mutex struct{ state, sema int32 }\n\nfunc (m *Mutex) Lock()\nfunc (m *Mutex) Unlock()\n",
  "/go/src/sync/atomic/type.go": "package atomic\n\ntype Int64 struct{ v int64 }\n\nfunc (x *Int64) Add(n int64) int64\nfunc (x *Int64) Load() int64\nfunc (x *Int64) Store(n int64)\n",
  "/go/src/syscall/syscall.go": "package syscall\n\nfunc Getpid() int\n",
};

export type Scene = {
  readonly program: Program;
  /** By its name, such as `(*T).run` or `start.func1`. */
  readonly fn: (name: string) => Fn;
  readonly linked: (name: string) => Linked;
  /** A function's own accesses to a field of T, in order. */
  readonly accesses: (name: string, field: string) => readonly Access[];
};

/** A package of these declarations, with every function read. T is `struct { mu sync.Mutex; a, b, c atomic.Int64; n, m int64 }`. */
export function scene(declarations: string): Scene {
  const imports = ["sync", "sync/atomic", "syscall"].filter((path) => path !== "syscall" || declarations.includes("syscall."));
  const text = `package p\n\nimport (\n${imports.map((path) => `\t"${path}"\n`).join("")})\n\ntype T struct {\n\tmu sync.Mutex\n\ta, b, c atomic.Int64\n\tn, m int64\n}\n\n${declarations}`;
  const workspace = openWorkspace(memoryFileSystem({ ...go, "/m/go.mod": "module p\n\ngo 1.26\n", "/m/p.go": text }), { cwd: "/m", env: { GOROOT: "/go" } });
  const context = buildContext(workspace, { goos: "linux", goarch: "amd64", cgo: true });
  const world = createWorld({ context, workspace, sources: createSources(parser) });
  if (world === null) throw new Error("the scene has no world");
  const program = readProgram(world, matchPatterns(workspace, context, ["./..."]).packages.map((ref) => packageAt(world, ref)), { isExhaustive: true });
  const fn = (name: string): Fn => {
    const found = program.fns.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no function ${name} among ${program.fns.map((one) => one.name).join(", ")}`);
    return found;
  };
  return {
    program, fn,
    linked: (name) => program.links.get(fn(name)) as Linked,
    accesses: (name, field) => (program.byRoot.get("T:p.T") ?? []).filter((access) => access.fn === fn(name) && access.ref.views.some(({ root, path }) => root === "T:p.T" && path === `.${field}`)),
  };
}
