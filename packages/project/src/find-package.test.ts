import { CACHE, scene } from "../test/scene.js";
import { findPackage } from "./find-package.js";
import type { PackageRef } from "./model.js";
import type { Workspace } from "./workspace.js";

const MAIN: PackageRef = { importPath: "m", directory: "/m", module: "m", origin: "main" };

/** `origin folder (module)`, or the reason and detail. */
function find(workspace: Workspace, importPath: string, from: PackageRef = MAIN): string {
  const found = findPackage(workspace, importPath, from);
  return "origin" in found ? `${found.origin} ${found.directory} (${found.module})` : `${found.missing}: ${found.detail}`;
}

const ref = (workspace: Workspace, importPath: string): PackageRef => {
  const found = findPackage(workspace, importPath, MAIN);
  if ("missing" in found) throw new Error(found.detail);
  return found;
};

const MODULE = "-- go.mod --\nmodule e.x/m\n\ngo 1.24\n\nrequire (\n\te.x/Dep v1.0.0\n\te.x/Dep/sub v1.1.0\n\te.x/gone v1.2.3\n)\n";

test("the main module's packages", () => {
  const workspace = scene(`${MODULE}-- a.go --\npackage m\n-- in/b.go --\npackage in\n-- nested/go.mod --\nmodule e.x/m/nested\n-- nested/c.go --\npackage c\n-- empty/x.txt --\n`);
  expect(find(workspace, "e.x/m")).toBe("main /m (e.x/m)");
  expect(find(workspace, "e.x/m/in")).toBe("main /m/in (e.x/m)");
  expect(find(workspace, "e.x/m/nested")).toMatch(/^not-found: e.x\/m\/nested: no Go files for it in e.x\/m/);
  expect(find(workspace, "e.x/m/empty")).toMatch(/^not-found/);
});

test("dependencies in the module cache, by the longest module path that has the package", () => {
  const workspace = scene(MODULE, {
    more: {
      [`${CACHE}/e.x/!dep@v1.0.0/x/x.go`]: "package x\n",
      [`${CACHE}/e.x/!dep@v1.0.0/sub/other/o.go`]: "package other\n",
      [`${CACHE}/e.x/!dep@v1.0.0/inner/go.mod`]: "module nobody\n",
      [`${CACHE}/e.x/!dep@v1.0.0/inner/i.go`]: "package inner\n",
      [`${CACHE}/e.x/!dep/sub@v1.1.0/s.go`]: "package sub\n",
    },
  });
  expect(find(workspace, "e.x/Dep/x")).toBe(`dependency ${CACHE}/e.x/!dep@v1.0.0/x (e.x/Dep)`);
  expect(find(workspace, "e.x/Dep/sub")).toBe(`dependency ${CACHE}/e.x/!dep/sub@v1.1.0 (e.x/Dep/sub)`);
  expect(find(workspace, "e.x/Dep/sub/other")).toBe(`dependency ${CACHE}/e.x/!dep@v1.0.0/sub/other (e.x/Dep)`);
  // Nested modules do not hide in the cache.
  expect(find(workspace, "e.x/Dep/inner")).toBe(`dependency ${CACHE}/e.x/!dep@v1.0.0/inner (e.x/Dep)`);
});

test("what is missing says which module, where it was looked for, and what to do", () => {
  const workspace = scene(MODULE);
  expect(find(workspace, "e.x/gone/p")).toBe(`not-downloaded: e.x/gone/p: module e.x/gone v1.2.3 is not in the module cache (looked in ${CACHE}/e.x/gone@v1.2.3). Run \`go mod download\`.`);
  expect(find(workspace, "other.org/p")).toMatch(/^not-downloaded: other.org\/p: no module known has it, but 3 go.mod files/);
  expect(find(workspace, "fmtt")).toBe("not-found: fmtt is not in the standard library of Go 1.26.8 (looked in /go/src). Check the import path.");
  expect(find(workspace, "nosuchstd/foo")).toBe("not-found: nosuchstd/foo is not in the standard library of Go 1.26.8 (looked in /go/src). Check the import path.");
  expect(find(workspace, "C")).toMatch(/^not-found: import "C" is cgo/);
  expect(find(workspace, "./x")).toMatch(/^not-found/);
  expect(find(workspace, "a b")).toMatch(/^not-found/);
  expect(find(scene("-- x.go --\npackage x\n"), "e.x/y")).toBe("no-module: e.x/y: there is no go.mod in /m or above it to say which module has this package. Run `go mod init` there.");
  expect(find(scene("-- go.mod --\nmodule m\ngo 1.24\n"), "e.x/y")).toBe("not-found: e.x/y: no required module provides this package. Run `go get e.x/y`.");
});

test("a go.mod that cannot be read is not said to be missing", () => {
  const workspace = scene("-- x.go --\npackage x\n", { more: { "/m/go.mod": { unreadable: true } } });
  for (const path of ["e.x/y", "m/sub"]) expect(find(workspace, path)).toBe(`no-module: ${path}: /m/go.mod, which says which module has this package, cannot be read. Check its permissions.`);
});

test("a module outside go.mod's list is found through the graph", () => {
  const workspace = scene("-- go.mod --\nmodule m\ngo 1.24\nrequire e.x/a v1.0.0\n", {
    more: {
      [`${CACHE}/cache/download/e.x/a/@v/v1.0.0.mod`]: "module e.x/a\ngo 1.20\nrequire e.x/b v1.3.0\n",
      [`${CACHE}/cache/download/e.x/b/@v/v1.3.0.mod`]: "module e.x/b\n",
      [`${CACHE}/e.x/a@v1.0.0/a.go`]: "package a\n",
      [`${CACHE}/e.x/b@v1.3.0/b.go`]: "package b\n",
    },
  });
  expect(find(workspace, "e.x/b")).toBe(`dependency ${CACHE}/e.x/b@v1.3.0 (e.x/b)`);
});

test("replaced modules: a folder hides its nested modules, a version is another entry of the cache", () => {
  const text = `-- go.mod --
module e.x/m
go 1.24
require (
	e.x/a v1.0.0
	e.x/b v1.0.0
	e.x/c v1.0.0
)
replace e.x/a => ../a
replace e.x/b v1.0.0 => e.x/fork v1.5.0
replace e.x/b => ../wrong
replace e.x/c => ../nowhere
-- /a/p/p.go --
package p
-- /a/nested/go.mod --
module e.x/a/nested
-- /a/nested/n.go --
package nested
`;
  const workspace = scene(text, { more: { [`${CACHE}/e.x/fork@v1.5.0/b.go`]: "package b\n" } });
  expect(find(workspace, "e.x/a/p")).toBe("dependency /a/p (e.x/a)");
  expect(find(workspace, "e.x/a/nested")).toMatch(/^not-found/);
  expect(find(workspace, "e.x/b")).toBe(`dependency ${CACHE}/e.x/fork@v1.5.0 (e.x/b)`);
  expect(find(workspace, "e.x/c")).toBe("not-found: e.x/c: module e.x/c v1.0.0 => ../nowhere should be in /nowhere, which does not exist. Check the replace line.");
});

test("std and cmd have their own dependencies vendored", () => {
  const workspace = scene("-- go.mod --\nmodule m\ngo 1.24\n");
  expect(find(workspace, "fmt")).toBe("std /go/src/fmt (std)");
  expect(find(workspace, "golang.org/x/net/http/httpguts", ref(workspace, "net/http"))).toBe("std /go/src/vendor/golang.org/x/net/http/httpguts (std)");
  expect(find(workspace, "golang.org/x/mod/semver", ref(workspace, "cmd/go"))).toBe("std /go/src/cmd/vendor/golang.org/x/mod/semver (cmd)");
  expect(find(workspace, "golang.org/x/net/http/httpguts")).toMatch(/^not-found/);
});

test("-mod=vendor: everything comes from the vendor folder", () => {
  const text = `-- go.mod --
module e.x/m
go 1.24
require e.x/a v1.0.0
-- own/o.go --
package own
-- vendor/modules.txt --
# e.x/a v1.0.0
## explicit
e.x/a
-- vendor/e.x/a/a.go --
package a
-- vendor/e.x/byhand/b.go --
package byhand
`;
  const workspace = scene(text, { more: { [`${CACHE}/e.x/b@v1.0.0/b.go`]: "package b\n" } });
  expect(find(workspace, "e.x/a")).toBe("vendor /m/vendor/e.x/a (e.x/a)");
  expect(find(workspace, "e.x/byhand")).toMatch(/^not-found/);
  expect(find(workspace, "nosuchstd/foo")).toBe("not-found: nosuchstd/foo is not in the standard library of Go 1.26.8 (looked in /go/src). Check the import path.");
  expect(find(scene(text.replace("go 1.24", "go 1.22")), "e.x/byhand")).toBe("vendor /m/vendor/e.x/byhand ()");
  expect(find(workspace, "e.x/m/own")).toBe("main /m/own (e.x/m)");
  expect(find(workspace, "e.x/a/sub")).toBe("not-found: e.x/a/sub: not in /m/vendor/e.x/a/sub, and vendor/modules.txt does not list it. Run `go mod vendor`, or use -mod=mod.");
});

test("a workspace's modules see each other", () => {
  const text = "-- go.work --\ngo 1.24\nuse ./a\nuse ./b\n-- a/go.mod --\nmodule w/a\ngo 1.24\nrequire w.x/b v1.0.0\n-- a/a.go --\npackage a\n-- b/go.mod --\nmodule w.x/b\ngo 1.24\n-- b/b.go --\npackage b\n";
  expect(find(scene(text, { cwd: "/m/a" }), "w.x/b")).toBe("main /m/b (w.x/b)");
  expect(find(scene(text, { cwd: "/m/a", env: { HOME: "/home/u", PATH: "/go/bin", GOWORK: "off" } }), "w.x/b")).toMatch(/^not-downloaded/);
});

test("GOPATH mode: the nearest vendor folder, GOROOT, then each GOPATH", () => {
  const text = `-- /gp/src/e.x/m/m.go --
package m
-- /gp/src/e.x/m/vendor/e.x/v/v.go --
package v
-- /gp/src/e.x/v/v.go --
package v
-- /gp2/src/e.x/w/w.go --
package w
`;
  const workspace = scene(text, { cwd: "/gp/src/e.x/m", env: { PATH: "/go/bin", GOPATH: "/gp:/gp2", GO111MODULE: "off" } });
  const from: PackageRef = { importPath: "e.x/m", directory: "/gp/src/e.x/m", module: "", origin: "gopath" };
  expect(workspace.kind).toBe("gopath");
  expect(find(workspace, "e.x/v", from)).toBe("vendor /gp/src/e.x/m/vendor/e.x/v ()");
  expect(find(workspace, "e.x/v", { ...from, directory: "/gp/src/e.x/other" })).toBe("gopath /gp/src/e.x/v ()");
  expect(find(workspace, "e.x/w", from)).toBe("gopath /gp2/src/e.x/w ()");
  expect(find(workspace, "fmt", from)).toBe("std /go/src/fmt (std)");
  expect(find(workspace, "e.x/none", from)).toMatch(/^not-found: e.x\/none: not in \/gp\/src or \/gp2\/src/);
  expect(find(workspace, "nosuchstd/foo", from)).toBe("not-found: nosuchstd/foo is not in the standard library of Go 1.26.8 (looked in /go/src), and not in /gp/src or /gp2/src (GO111MODULE=off). Check the import path.");
});

test("without Go, the standard library is a table", () => {
  const stdTable = { goVersion: "1.26", targets: ["linux/amd64", "js/wasm"], source: (path: string, target: string) => (path === "sync" || (path === "syscall/js" && target === "js/wasm") ? `package ${path.split("/").at(-1)}\n` : undefined) };
  const workspace = scene("-- go.mod --\nmodule m\ngo 1.24\n", { hasGo: false, env: {}, stdTable });
  expect(find(workspace, "sync")).toBe("std-table sync (std)");
  expect(find(workspace, "syscall/js")).toBe("std-table syscall/js (std)");
  expect(find(workspace, "fmt")).toBe("std-table: fmt is not in the built-in table of Go 1.26's standard library. Install Go, or set GOROOT, to read it.");
  expect(find(scene("-- go.mod --\nmodule m\n", { hasGo: false, env: {} }), "fmt")).toMatch(/^std-table: fmt: no Go installation/);
});
