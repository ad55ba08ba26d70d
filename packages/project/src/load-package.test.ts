import { built, ENV, files, GO, LINUX, scene } from "../test/scene.js";
import { loadPackage } from "./load-package.js";
import { matchPatterns } from "./match-patterns.js";
import { memoryFileSystem } from "./memory-file-system.js";
import { openWorkspace } from "./open-workspace.js";

const PACKAGE = `-- go.mod --
module e.x/m
-- b.go --
package m
-- a_test.go --
package m
-- ext_test.go --
package m_test
-- cgo.go --
package m

import "C"
-- doc.go --
package documentation
-- tool.go --
//go:build tool

package m
-- legacy.go --
// +build darwin

package m
-- broken.go --
//go:build linux &&

package m
-- main.go --
package main
-- empty.go --
-- w_windows.go --
package m
-- _x.go --
package m
-- notes.txt --
`;

test("the files of a build", () => {
  expect(built(scene(PACKAGE), ".")).toEqual(["b.go", "cgo.go", "empty.go"]);
  expect(built(scene(PACKAGE), ".", { tests: true })).toEqual(["a_test.go (in-package)", "b.go", "cgo.go", "empty.go", "ext_test.go (external)"]);
  expect(built(scene(PACKAGE), ".", { context: { ...LINUX, cgo: false, tags: ["tool"] } })).toEqual(["b.go", "empty.go", "tool.go"]);
  expect(built(scene(PACKAGE), ".", { context: { ...LINUX, goos: "darwin", cgo: false } })).toEqual(["b.go", "empty.go", "legacy.go"]);
});

test("tags come from GOFLAGS and from the user", () => {
  expect(built(scene(PACKAGE, { env: { ...ENV, GOFLAGS: "-mod=mod '-tags=tool,other'" } }), ".")).toContain("tool.go");
  expect(built(scene(PACKAGE, { tagsExtra: ["tool"] }), ".")).toContain("tool.go");
});

test("what is left out with a problem", () => {
  const workspace = scene(PACKAGE, { more: { "/m/secret.go": { unreadable: true } } });
  const [ref] = matchPatterns(workspace, LINUX, ["."], { tests: false }).packages;
  const loaded = ref === undefined ? undefined : loadPackage(workspace, ref, LINUX, { tests: false });
  expect(loaded?.name).toBe("m");
  expect(loaded?.problems.map(({ path, message }) => `${path ?? ""}: ${message}`)).toEqual([
    "/m/broken.go: The build constraint cannot be read, so that the go command leaves the file out: parsing //go:build line: unexpected end of expression.",
    "/m/main.go: This file is package main, but b.go beside it is package m; it is left out. Move it, or constrain it with //go:build.",
    "/m/secret.go: This file cannot be read and is left out of its package. Check its permissions.",
  ]);
});

test("a package of tests only", () => {
  const workspace = scene("-- go.mod --\nmodule e.x/m\n-- x_test.go --\npackage m_test\n");
  expect(built(workspace, ".")).toEqual([]);
  expect(built(workspace, ".", { tests: true })).toEqual(["x_test.go (external)"]);
});

test("a package that is called x_test itself", () => {
  const workspace = scene("-- go.mod --\nmodule e.x/m\n-- x.go --\npackage x_test\n-- y_test.go --\npackage x_test\n");
  expect(built(workspace, ".", { tests: true })).toEqual(["x.go", "y_test.go (in-package)"]);
});

test("nothing is read twice, for whatever number of contexts", () => {
  const fs = memoryFileSystem({ ...GO, ...files(PACKAGE) });
  const reads: string[] = [];
  const counting = {
    ...fs,
    readText: (path: string) => (reads.push(path), fs.readText(path)),
    readDirectory: (path: string) => (reads.push(`${path}/`), fs.readDirectory(path)),
  };
  const workspace = openWorkspace(counting, { cwd: "/m", env: ENV });
  const load = (goos: string): void => {
    const context = { ...LINUX, goos };
    for (const ref of matchPatterns(workspace, context, ["./...", "fmt"], { tests: true }).packages) loadPackage(workspace, ref, context, { tests: true });
  };
  load("linux");
  const nFirst = reads.length;
  load("linux");
  load("freebsd");
  expect(reads.slice(nFirst)).toEqual([]);
  expect(new Set(reads).size).toBe(nFirst);
});

test("a package of the built-in table is one file", () => {
  const source = (path: string, target: string): string | undefined => (path === "sync" ? `// ${target}\npackage sync\n` : undefined);
  const workspace = scene("-- go.mod --\nmodule m\n", { hasGo: false, env: {}, stdTable: { goVersion: "1.26", targets: ["linux/amd64"], source } });
  const [ref] = matchPatterns(workspace, LINUX, ["sync"], { tests: false }).packages;
  expect(ref).toMatchObject({ origin: "std-table", module: "std" });
  if (ref === undefined) return;
  expect(loadPackage(workspace, ref, LINUX, { tests: false })).toMatchObject({ name: "sync", files: [{ path: "sync/std-table.go", text: "// linux/amd64\npackage sync\n" }], problems: [] });
});
