import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { buildContext, matchPatterns, memoryFileSystem, openWorkspace, type StdTable } from "@cachelint/project";
import { createParser } from "@cachelint/syntax";
import { createSources, createWorld, type Package, packageAt, type Sources, type World } from "../src/index.js";

const require = createRequire(import.meta.url);

const parser = await createParser({
  runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../../syntax/grammar/tree-sitter-go.wasm", import.meta.url)),
});

/** What the tests' Go needs of a standard library, as of Go 1.26. */
const GO = `
-- /go/bin/go --
-- /go/VERSION --
go1.26.8
-- /go/src/runtime/runtime.go --
package runtime
-- /go/src/sync/atomic/type.go --
package atomic

import "unsafe"

type noCopy struct{}
type align64 struct{}
type Int64 struct {
	_ noCopy
	_ align64
	v int64
}
type Pointer[T any] struct {
	_ [0]*T
	_ noCopy
	v unsafe.Pointer
}
-- /go/src/internal/runtime/sys/nih.go --
package sys

type nih struct{}
type NotInHeap struct{ _ nih }
-- /go/src/runtime/cgo/handle.go --
package cgo

import "internal/runtime/sys"

type Incomplete struct{ _ sys.NotInHeap }
-- /go/src/math/bits/bits.go --
package bits

const uintSize = 32 << (^uint(0) >> 63)
const UintSize = uintSize
-- /go/src/iter/iter.go --
package iter

type Seq[V any] func(yield func(V) bool)
type Seq2[K, V any] func(yield func(K, V) bool)
-- /go/src/unsafe/unsafe.go --
package unsafe
-- /go/src/io/io.go --
package io

type Reader interface{ Read(p []byte) (n int, err error) }
`;

/** `stdTable` stands in for Go, which is not there then. */
export type SceneOptions = { readonly target?: string; readonly sources?: Sources; readonly stdTable?: StdTable };

/** Files read as one text: `-- path --` begins each, relative ones lie in the module example.com/m; no such line: all is p.go. */
export function files(text: string): Record<string, string> {
  const parts = `${text.startsWith("-- ") ? "" : "-- p.go --\n"}${text}`.split(/^-- (.+) --\n/m).slice(1);
  const found: Record<string, string> = {};
  for (let i = 0; i < parts.length; i += 2) found[parts[i]?.startsWith("/") ? (parts[i] as string) : `/m/${parts[i]}`] = parts[i + 1] ?? "";
  return found;
}

/** The packages of the module example.com/m that the files of `text` make. */
export function load(text: string, { target = "linux/amd64", sources = createSources(parser), stdTable }: SceneOptions = {}): { readonly world: World; readonly packages: readonly Package[] } {
  const [goos = "", goarch = ""] = target.split("/");
  const system = memoryFileSystem({ ...(stdTable === undefined ? files(GO.trimStart()) : {}), "/m/go.mod": "module example.com/m\n\ngo 1.26\n", ...files(text) });
  const workspace = openWorkspace(system, { cwd: "/m", env: { HOME: "/home/u", PATH: "/go/bin" }, stdTable });
  const context = buildContext(workspace, { goos, goarch, cgo: true });
  const world = createWorld({ context, workspace, sources, withTests: false });
  if (!world) throw new Error(`no such target: ${target}`);
  const { packages } = matchPatterns(workspace, context, ["./..."], { tests: false });
  return { world, packages: packages.map((ref) => packageAt(world, ref)) };
}
