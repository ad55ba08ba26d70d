import { ENV, files, GO, match } from "../test/scene.js";
import { memoryFileSystem } from "./memory-file-system.js";
import { openWorkspaces } from "./open-workspaces.js";

/** `kind root: packages` of each workspace that patterns concern, and the problems. */
function open(text: string, cwd: string, patterns: readonly string[], env = {}): readonly string[] {
  const { workspaces, problems } = openWorkspaces(memoryFileSystem({ ...GO, ...files(text) }), { cwd, env: { ...ENV, ...env }, patterns });
  return [
    ...workspaces.map(({ workspace, patterns: own }) => `${workspace.kind} ${workspace.root}: ${match(workspace, own).join(", ")}`),
    ...problems.map(({ path, message }) => `${path ?? ""}: ${message}`),
  ];
}

const REPOSITORY = `-- a/go.mod --
module e.x/a
-- a/a.go --
package a
-- a/in/i.go --
package in
-- b/go.mod --
module e.x/b
-- b/b.go --
package b
-- b/nested/go.mod --
module e.x/b/nested
-- b/nested/n.go --
package nested
-- testdata/t/go.mod --
module t
-- node_modules/x/go.mod --
module x
-- loose/l.go --
package l
`;

test("in GOPATH mode, names with ... are no folders", () => {
  const text = "-- /gp/src/e.x/m/m.go --\npackage m\n-- /gp/src/e.x/m/e.x/k/k.go --\npackage k\n";
  expect(open(text, "/gp/src/e.x/m", ["e.x/..."], { GOPATH: "/gp", GO111MODULE: "off" })).toEqual(["gopath /gp/src/e.x/m: e.x/m, e.x/m/e.x/k"]);
});

test("below a folder without go.mod, every module is run by its own", () => {
  expect(open(REPOSITORY, "/m", ["./..."])).toEqual(["module /m/a: e.x/a, e.x/a/in", "module /m/b: e.x/b", "module /m/b/nested: e.x/b/nested"]);
  expect(open(REPOSITORY, "/m", ["./b/..."])).toEqual(["module /m/b: e.x/b"]);
});

test("folders and files are looked at in their own module", () => {
  expect(open(REPOSITORY, "/m", ["./a/in", "b/b.go", "/m/a"])).toEqual(["module /m/a: e.x/a/in, e.x/a", "module /m/b: e.x/b, file /m/b/b.go"]);
  expect(open(REPOSITORY, "/m/a", ["./...", "../b", "../b/nested/..."])).toEqual(["module /m/a: e.x/a, e.x/a/in", "module /m/b: e.x/b", "module /m/b/nested: e.x/b/nested"]);
  expect(open(REPOSITORY, "/", ["/m/a/in/..."])).toEqual(["module /m/a: e.x/a/in"]);
  expect(open(REPOSITORY, "/m", ["loose/l.go"])).toEqual(["no-module /m: command-line-arguments/loose, file /m/loose/l.go"]);
});

test("import paths are asked where their module is, std once", () => {
  expect(open(REPOSITORY, "/m", ["e.x/b", "e.x/a/..."])).toEqual(["module /m/b: e.x/b", "module /m/a: e.x/a, e.x/a/in"]);
  expect(open(REPOSITORY, "/m", ["fmt", "std"])).toEqual(["no-module /m: fmt, io, net/http, runtime, vendor/golang.org/x/net/http/httpguts"]);
  expect(open(REPOSITORY, "/m", ["all"])).toEqual(["module /m/a: e.x/a, e.x/a/in", "module /m/b: e.x/b", "module /m/b/nested: e.x/b/nested"]);
  expect(open(REPOSITORY, "/m/a", ["fmt", "all"])).toEqual(["module /m/a: fmt, e.x/a, e.x/a/in"]);
});

test("nothing but loose files", () => {
  expect(open("-- a.go --\npackage a\n", "/m", ["./..."])).toEqual(["no-module /m: command-line-arguments"]);
});

const WORK = `-- go.work --
go 1.24
use (
	./a
	./b
)
${REPOSITORY}-- c/go.mod --
module e.x/c
-- c/c.go --
package c
`;

test("a go.work holds its modules together; one it does not use is read by itself", () => {
  expect(open(WORK, "/m", ["./..."])).toEqual([
    "work /m: e.x/a, e.x/a/in, e.x/b",
    "module /m/b/nested: e.x/b/nested",
    "module /m/c: e.x/c",
    "/m/b/nested/go.mod: The go.work above does not use this module, so that it is read by its own go.mod. Run `go work use` for it to build with the others.",
    "/m/c/go.mod: The go.work above does not use this module, so that it is read by its own go.mod. Run `go work use` for it to build with the others.",
  ]);
  expect(open(WORK, "/m/a", ["./...", "../b"])).toEqual(["work /m: e.x/a, e.x/a/in, e.x/b"]);
  expect(open(WORK, "/m/c", ["."])).toEqual(["module /m/c: e.x/c", expect.stringMatching(/^\/m\/c\/go.mod: The go.work above/)]);
});

test("a go.work that is broken says so, and not that it does not use a module", () => {
  const text = "-- go.work --\ngo 1.25\nuse ../gone\n-- a/go.mod --\nmodule e.x/a\n-- a/a.go --\npackage a\n";
  const told = open(text, "/m/a", ["./..."]);
  expect(told.some((line) => line.includes("../gone"))).toBe(true);
  expect(told.join("\n")).not.toContain("does not use this module");
});
