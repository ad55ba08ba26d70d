import { built, CACHE, ENV, LINUX, match, scene } from "../test/scene.js";

const MODULE = `-- go.mod --
module e.x/m

go 1.25

ignore (
	./static
	generated
)
-- m.go --
package m
-- ring/ring.go --
package ring

import "fmt"
-- ring/ring_test.go --
package ring
-- ring/win_windows.go --
package ring
-- ring/deep/d.go --
package deep
-- only/o_windows.go --
package only
-- tests/x_test.go --
package tests
-- _skipped/s.go --
package s
-- .hidden/s.go --
package s
-- testdata/t.go --
package t
-- ring/testdata/t.go --
package t
-- vendor/e.x/v/v.go --
package v
-- nested/go.mod --
module e.x/m/nested
-- nested/n.go --
package n
-- static/s.go --
package s
-- ring/static/s.go --
package s
-- ring/generated/g.go --
package g
-- docs/readme.txt --
-- odd/ignored.go --
//go:build ignore

package odd
`;

const module = (cwd = "/m"): ReturnType<typeof scene> => scene(MODULE, { cwd, env: { ...ENV, GOFLAGS: "-mod=mod" } });

test("./... leaves out _x, .x, testdata, vendor, nested modules, ignored folders, and what is not built", () => {
  expect(match(module(), ["./..."])).toEqual(["e.x/m", "e.x/m/ring", "e.x/m/ring/deep", "e.x/m/ring/static", "e.x/m/tests"]);
});

test("ignore lines count since Go 1.25", () => {
  expect(match(scene(MODULE, { goVersion: "1.24" }), ["./static/..."])).toContain("e.x/m/static");
});

test.each([
  ["/m", "."], ["/m", "./"], ["/m/ring", ".."], ["/m", "/m"], ["/m", "e.x/m"], ["/m/ring", "./.."],
])("from %s, %s is the module's root package", (cwd, pattern) => {
  expect(match(module(cwd), [pattern])).toEqual(["e.x/m"]);
});

test.each([
  ["./ring", ["e.x/m/ring"]],
  ["ring", ["e.x/m/ring"]],
  ["./ring/...", ["e.x/m/ring", "e.x/m/ring/deep", "e.x/m/ring/static"]],
  ["e.x/m/ring/...", ["e.x/m/ring", "e.x/m/ring/deep", "e.x/m/ring/static"]],
  ["e.x/m/...deep", ["e.x/m/ring/deep"]],
  ["./r...p", ["e.x/m/ring/deep"]],
  ["/m/ring/...", ["e.x/m/ring", "e.x/m/ring/deep", "e.x/m/ring/static"]],
  ["./testdata", ["e.x/m/testdata"]],
  ["fmt", ["fmt"]],
  ["net/...", ["net/http"]],
  ["std", ["fmt", "io", "net/http", "runtime", "vendor/golang.org/x/net/http/httpguts"]],
  ["cmd", ["cmd/go", "cmd/vendor/golang.org/x/mod/semver"]],
  ["/go/src/net/http", ["net/http"]],
  ["/go/src/net/...", ["net/http"]],
])("%s", (pattern, expected) => {
  expect(match(module(), [pattern])).toEqual(expected);
});

test("patterns keep their order and name a package once", () => {
  expect(match(module(), ["./ring/deep", "./ring", "./ring/..."])).toEqual(["e.x/m/ring/deep", "e.x/m/ring", "e.x/m/ring/static"]);
});

test("a file selects its package, and findings in it", () => {
  expect(match(module(), ["ring/ring.go"])).toEqual(["e.x/m/ring", "file /m/ring/ring.go"]);
  expect(match(module("/m/ring"), ["ring.go", "./deep/d.go"])).toEqual(["e.x/m/ring", "e.x/m/ring/deep", "file /m/ring/ring.go", "file /m/ring/deep/d.go"]);
  expect(match(module(), ["/m/ring/ring.go", "./ring"])).toEqual(["e.x/m/ring"]);
  expect(match(module(), ["ring/ring_test.go"], { tests: true })).toEqual(["e.x/m/ring", "file /m/ring/ring_test.go"]);
});

test("an unmatched pattern says what was looked for, where, and what to do", () => {
  expect(match(module(), ["./nothere"])).toEqual(["error: There is no folder /m/nothere."]);
  expect(match(module(), ["./nothere/..."])).toEqual(["error: There is no folder /m/nothere."]);
  expect(match(module(), ["nothere.go"])).toEqual(["error: There is no file /m/nothere.go."]);
  expect(match(module(), ["./docs"])).toEqual(["error: There are no Go files in /m/docs itself. For the packages below it, write ./docs/..."]);
  expect(match(module(), ["./docs/..."])).toEqual(["warning: The pattern ./docs/... matched no packages (from /m). Check the path; _*, .*, testdata, vendor and nested modules are not entered."]);
  expect(match(module(), ["./nested"])).toEqual(["error: /m/nested is outside the module in /m and its dependencies. Run cachelint in its own module."]);
  expect(match(module(), ["./only"])).toEqual(["warning: Build constraints exclude all Go files in /m/only for linux/amd64. Choose another --target, or add --tags."]);
  expect(match(module(), ["ring/win_windows.go"])).toEqual(["warning: /m/ring/win_windows.go is not built for linux/amd64: its name is for another target."]);
  expect(match(module(), ["odd/ignored.go"])).toEqual(["warning: /m/odd/ignored.go is not built for linux/amd64: its build constraint does not hold; choose another --target, or add --tags."]);
  expect(match(module(), ["ring/ring_test.go"])).toEqual(["warning: /m/ring/ring_test.go is a test file. Add --tests to have tests read."]);
  expect(match(module(), ["e.x/other"])).toEqual(["error: e.x/other: no required module provides this package. Run `go get e.x/other`. There is no folder /m/e.x/other either."]);
  expect(match(module(), ["e.x/other/..."])).toEqual([expect.stringMatching(/^warning: The pattern e.x\/other\/... matched no packages/)]);
  expect(match(scene("-- x.txt --\n", { hasGo: false, env: {} }), ["std"])).toEqual(["error: std needs a Go installation, and none was found. Install Go, or set GOROOT."]);
});

const DEPENDENT = `-- go.mod --
module e.x/m

go 1.24

require (
	e.x/a v1.0.0
	e.x/tool v1.0.0
	e.x/gone v1.0.0
)

tool e.x/tool
-- m.go --
package m

import "e.x/a"
-- m_test.go --
package m

import "e.x/a/fortest"
-- w_windows.go --
package m

import "e.x/a/forwindows"
-- g/g.go --
package g

import (
	"C"
	"e.x/gone"
)
`;
const PACKAGES = {
  [`${CACHE}/e.x/a@v1.0.0/a.go`]: 'package a\n\nimport "io"\n',
  [`${CACHE}/e.x/a@v1.0.0/a_test.go`]: 'package a\n\nimport "e.x/a/notneeded"\n',
  [`${CACHE}/e.x/a@v1.0.0/fortest/f.go`]: "package fortest\n",
  [`${CACHE}/e.x/a@v1.0.0/forwindows/f.go`]: "package forwindows\n",
  [`${CACHE}/e.x/a@v1.0.0/notneeded/n.go`]: "package notneeded\n",
  [`${CACHE}/e.x/tool@v1.0.0/t.go`]: "package main\n",
};

test("all: what the main module, its tests and its tools need; not the tests of dependencies", () => {
  const workspace = scene(DEPENDENT, { more: PACKAGES });
  expect(match(workspace, ["all"])).toEqual([
    "e.x/a", "e.x/a/fortest", "e.x/m", "e.x/m/g", "e.x/tool", "io",
    `warning: e.x/gone: module e.x/gone v1.0.0 is not in the module cache (looked in ${CACHE}/e.x/gone@v1.0.0). Run \`go mod download\`.`,
  ]);
  expect(match(workspace, ["all"], { context: { ...LINUX, goos: "windows", cgo: false } })).toEqual(["e.x/a", "e.x/a/fortest", "e.x/a/forwindows", "e.x/m", "e.x/tool", "io"]);
  expect(match(workspace, ["tool"])).toEqual(["e.x/tool"]);
});

test("all of a module before Go 1.16 has the tests of dependencies too", () => {
  const old = scene(DEPENDENT.replace("go 1.24", "go 1.15"), { more: PACKAGES });
  expect(match(old, ["all"])).toContain("e.x/a/notneeded");
});

test("import paths with ... reach into dependencies", () => {
  expect(match(scene(DEPENDENT, { more: PACKAGES }), ["e.x/a/..."])).toEqual(["e.x/a", "e.x/a/fortest", "e.x/a/forwindows", "e.x/a/notneeded"]);
});

test("folders of the module cache are packages of their module", () => {
  expect(match(scene(DEPENDENT, { more: PACKAGES }), [`${CACHE}/e.x/a@v1.0.0/fortest`])).toEqual(["e.x/a/fortest"]);
});

test("links to folders are not followed, links to files are", () => {
  const more = { "/m/link": { link: "/m/ring" }, "/m/ring/l.go": { link: "/elsewhere/l.go" }, "/m/ring/broken.go": { link: "/nowhere" }, "/elsewhere/l.go": "package ring\n" } as const;
  const workspace = scene(MODULE, { more });
  expect(match(workspace, ["./..."])).not.toContain("e.x/m/link");
  expect(built(workspace, "./ring")).toEqual(["l.go", "ring.go"]);
});

test("loose files outside any module", () => {
  const workspace = scene("-- a.go --\npackage a\n-- sub/b.go --\npackage b\n");
  expect(workspace.kind).toBe("no-module");
  expect(match(workspace, ["./..."])).toEqual(["command-line-arguments", "command-line-arguments/sub"]);
  expect(match(workspace, ["a.go"])).toEqual(["command-line-arguments", "file /m/a.go"]);
  expect(match(workspace, ["all"])).toEqual(["error: The pattern all needs a module, and there is no go.mod in /m or above it. Run `go mod init` there."]);
});

test("GOPATH mode: names are looked up below each GOPATH, and all is everything", () => {
  const text = "-- /gp/src/e.x/m/m.go --\npackage m\n-- /gp/src/e.x/m/ring/r.go --\npackage ring\n-- /gp/src/e.x/m/vendor/e.x/v/v.go --\npackage v\n-- /gp2/src/e.x/n/go.mod --\nmodule elsewhere\n-- /gp2/src/e.x/n/n.go --\npackage n\n";
  const workspace = scene(text, { cwd: "/gp/src/e.x/m", env: { PATH: "/go/bin", GOPATH: "/gp:/gp2:/gone", GO111MODULE: "off" } });
  expect(match(workspace, ["e.x/..."])).toEqual(["e.x/m", "e.x/m/ring", "e.x/n"]);
  expect(match(workspace, ["e.x/m/vendor/..."])).toEqual(["e.x/m/vendor/e.x/v"]);
  expect(match(workspace, ["all"])).toEqual(["cmd/go", "cmd/vendor/golang.org/x/mod/semver", "e.x/m", "e.x/m/ring", "e.x/m/vendor/e.x/v", "e.x/n", "fmt", "io", "net/http", "runtime", "vendor/golang.org/x/net/http/httpguts"]);
  expect(match(workspace, ["f.x/..."])).toEqual(["warning: The pattern f.x/... matched no packages (from /gp/src/e.x/m). Check the path; _*, .*, testdata, vendor and nested modules are not entered."]);
});

test("a workspace: its modules below a folder that is none of them", () => {
  const text = "-- go.work --\ngo 1.24\nuse (\n\t./a\n\t./b\n)\n-- a/go.mod --\nmodule w/a\n-- a/a.go --\npackage a\n-- b/go.mod --\nmodule w/b\n-- b/b.go --\npackage b\n-- c/go.mod --\nmodule w/c\n-- c/c.go --\npackage c\n";
  expect(match(scene(text), ["./..."])).toEqual(["w/a", "w/b"]);
  expect(match(scene(text), ["work"])).toEqual(["w/a", "w/b"]);
  expect(match(scene(text, { cwd: "/m/a" }), ["./..."])).toEqual(["w/a"]);
  expect(match(scene(text, { cwd: "/m/a" }), ["../c"])).toEqual(["error: /m/c is in no module that /m/go.work uses (w/a, w/b). Run `go work use` for its module, or set GOWORK=off."]);
});
