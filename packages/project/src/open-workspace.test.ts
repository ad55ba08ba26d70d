import fc from "fast-check";
import { ENV, files, GO, match, problemLines, scene } from "../test/scene.js";
import { memoryFileSystem } from "./memory-file-system.js";
import { openWorkspace } from "./open-workspace.js";
import type { StdTable } from "./model.js";

const MODULE = "-- go.mod --\nmodule e.x/m\n\ngo 1.24\n";
const TABLE: StdTable = { goVersion: "1.25", targets: [], source: () => undefined };

const goOf = (path: string, version: string): Record<string, string> => ({ [`${path}/VERSION`]: `go${version}\ntime 2026\n`, [`${path}/src/runtime/r.go`]: "package runtime\n" });
const TOOLCHAIN = "/home/u/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.27.1.linux-amd64";

const choice = (workspace: ReturnType<typeof scene>): readonly unknown[] => [workspace.goVersion.text, workspace.goroot.kind === "directory" ? workspace.goroot.path : workspace.goroot.kind, ...problemLines(workspace)];

test("GOROOT from the environment, before the go on PATH", () => {
  expect(choice(scene(MODULE, { env: { ...ENV, GOROOT: "/other" }, more: goOf("/other", "1.25.4") }))).toEqual(["1.25.4", "/other"]);
  expect(choice(scene(MODULE, { env: { ...ENV, GOROOT: "/nothing" } }))).toEqual(["1.26.8", "/go", expect.stringContaining("GOROOT is set to a folder that holds no Go installation")]);
});

test("the go on PATH, through links", () => {
  const more = { ...goOf("/usr/lib/go-1.24", "1.24.3"), "/usr/lib/go-1.24/bin/go": "", "/usr/bin/go": { link: "/usr/lib/go-1.24/bin/go" } };
  expect(choice(scene(MODULE, { hasGo: false, more }))).toEqual(["1.24.3", "/usr/lib/go-1.24"]);
});

test("the usual places, the newest first, and go itself as a last resort", () => {
  const more = { ...goOf("/home/u/sdk/go1.9.7", "1.9.7"), ...goOf("/home/u/sdk/go1.25.3", "1.25.3") };
  expect(choice(scene(MODULE, { hasGo: false, more }))[1]).toBe("/home/u/sdk/go1.25.3");
  expect(choice(scene(MODULE, { hasGo: false, env: {}, more: goOf("/deep/go", "1.26.0"), goEnvGoroot: () => "/deep/go" }))).toEqual(["1.26.0", "/deep/go"]);
});

test("a development tree says its version in internal/goversion", () => {
  const more = { ...goOf("/dev", ""), "/dev/VERSION": "devel go2-abc", "/dev/src/internal/goversion/goversion.go": "package goversion\n\nconst Version = 28\n" };
  expect(choice(scene(MODULE, { env: { GOROOT: "/dev" }, more }))).toEqual(["1.28", "/dev"]);
});

test("without Go: the table, at the version of toolchain or go line", () => {
  const other = "warning: : The built-in table of the standard library nearest to Go 1.24 is that of Go 1.25; layouts of standard types may differ.";
  expect(choice(scene(MODULE, { hasGo: false, env: {}, stdTable: TABLE }))).toEqual(["1.24", "table", other]);
  expect(choice(scene(`${MODULE}toolchain go1.25.2\n`, { hasGo: false, env: {}, stdTable: TABLE }))).toEqual(["1.25.2", "table"]);
  expect(choice(scene("-- a.go --\npackage a\n", { hasGo: false, env: {}, stdTable: TABLE }))).toEqual(["1.25", "table"]);
  expect(choice(scene(MODULE, { hasGo: false, env: {}, stdTable: (version) => ({ ...TABLE, goVersion: version }) }))).toEqual(["1.24", "table"]);
  expect(choice(scene(MODULE, { hasGo: false, env: {} }))).toEqual(["1.24", "none", expect.stringMatching(/No Go installation was found/)]);
});

test("a newer go or toolchain line switches to the toolchain of the module cache", () => {
  const newer = MODULE.replace("go 1.24", "go 1.27");
  const auto = { ...ENV, GOTOOLCHAIN: "auto" };
  expect(choice(scene(newer, { env: auto, more: goOf(TOOLCHAIN, "1.27.1") }))).toEqual(["1.27.1", TOOLCHAIN]);
  expect(choice(scene(`${MODULE}toolchain go1.27.1\n`, { env: auto, more: goOf(TOOLCHAIN, "1.27.1") }))).toEqual(["1.27.1", TOOLCHAIN]);
  expect(choice(scene(MODULE, { env: { ...ENV, GOTOOLCHAIN: "go1.27.1" }, more: goOf(TOOLCHAIN, "1.27.1") }))).toEqual(["1.27.1", TOOLCHAIN]);
  expect(choice(scene(newer, { env: auto }))).toEqual(["1.26.8", "/go", "warning: : The go line of /m/go.mod asks for Go 1.27, which is not on this machine; Go 1.26.8 in /go is used. Run `go version` in the module to download it."]);
});

test("GOTOOLCHAIN=local, here of GOROOT/go.env, switches nothing", () => {
  const newer = MODULE.replace("go 1.24", "go 1.27");
  expect(choice(scene(newer, { more: goOf(TOOLCHAIN, "1.27.1") }))).toEqual(["1.26.8", "/go", expect.stringMatching(/GOTOOLCHAIN allows no switching/)]);
  expect(choice(scene(`${MODULE}toolchain go1.27.1\n`, { more: goOf(TOOLCHAIN, "1.27.1") }))).toEqual(["1.26.8", "/go"]);
});

test("a version set by the user decides alone", () => {
  const more = goOf("/home/u/sdk/go1.24.9", "1.24.9");
  expect(choice(scene(MODULE, { goVersion: "1.24", more }))).toEqual(["1.24.9", "/home/u/sdk/go1.24.9"]);
  expect(choice(scene(MODULE, { goVersion: "1.25", stdTable: TABLE }))).toEqual(["1.25", "table"]);
  expect(choice(scene(MODULE, { goVersion: "1.26" }))).toEqual(["1.26.8", "/go"]);
  expect(choice(scene(MODULE, { goVersion: "1.21" }))).toEqual(["1.21", "/go", "warning: : No Go 1.21 is on this machine: build tags are those of Go 1.21, but the standard library is read from Go 1.26.8 in /go."]);
  expect(choice(scene(MODULE, { goVersion: "new" }))).toEqual(["1.26.8", "/go", 'error: : "new" is no Go version. Write it as 1.26 or 1.26.8.']);
});

test("settings: environment, go env -w, GOROOT/go.env", () => {
  const goEnv = { "/home/u/.config/go/env": "GOFLAGS=-tags=written\nGOTOOLCHAIN=go1.27.1\n# GOPATH=/no\nGOPATH=/gp\n" };
  const workspace = scene(MODULE, { more: { ...goEnv, ...goOf("/gp/pkg/mod/golang.org/toolchain@v0.0.1-go1.27.1.linux-amd64", "1.27.1") } });
  expect([workspace.tags, workspace.goVersion.text, workspace.inner.moduleCache]).toEqual([["written"], "1.27.1", "/gp/pkg/mod"]);
  expect(scene(MODULE, { env: { ...ENV, GOFLAGS: "-tags=set" }, more: goEnv }).tags).toEqual(["set"]);
  expect(scene(MODULE, { env: { ...ENV, GOENV: "off" }, more: goEnv }).tags).toEqual([]);
  expect(scene(MODULE, { env: { ...ENV, GOENV: "/e" }, more: { "/e": "GOFLAGS=-tags=other" } }).tags).toEqual(["other"]);
  expect(scene(MODULE, { env: { ...ENV, GOMODCACHE: "/cache" } }).inner.moduleCache).toBe("/cache");
});

test.each([
  ["-tags=a,b", ["a", "b"]],
  ["--tags=a -mod=mod", ["a"]],
  ["'-tags=a b' -v", ["a", "b"]],
  ['"-tags=a" -tags=b', ["b"]],
  ["-buildvcs=false", []],
  ["-race -msan=false -asan=1 -tags=a", ["a", "race", "asan"]],
] as const)("GOFLAGS=%s", (GOFLAGS, tags) => {
  expect(scene(MODULE, { env: { ...ENV, GOFLAGS } }).tags).toEqual(tags);
});

test.each([
  ["-tags=a garbage", 'warning: : GOFLAGS has "garbage", which is no flag, so that the go command would stop; it is passed over. Write each flag as one word, -tags=x, or in quotes.'],
  ["-tags a", "warning: : GOFLAGS has -tags without a value, so that the go command would stop; it is passed over. Write -tags=VALUE."],
  ["-mod=modd -v", "warning: : GOFLAGS has -mod=modd, so that the go command would stop; it is passed over. It can be mod, readonly or vendor."],
  ["-overlay=o.json", "warning: : GOFLAGS has -overlay, which cachelint does not read: files are taken as they are on the disk."],
  ["---x", 'warning: : GOFLAGS has "---x", which is no flag, so that the go command would stop; it is passed over. Write each flag as one word, -tags=x, or in quotes.'],
])("what the go command would refuse in GOFLAGS=%s is said", (GOFLAGS, problem) => {
  expect(problemLines(scene(MODULE, { env: { ...ENV, GOFLAGS } }))[0]).toBe(problem);
});

test("-modfile stands in for go.mod", () => {
  const workspace = scene(`${MODULE}-- go.alt.mod --\nmodule e.x/alt\n`, { env: { ...ENV, GOFLAGS: "-modfile=go.alt.mod" } });
  expect(workspace.mainModules.map(({ path, directory }) => `${path} ${directory}`)).toEqual(["e.x/alt /m"]);
});

test("a -modfile that is not there is told once, and go.mod says what the module is", () => {
  const workspace = scene(`${MODULE}-- sub/s.go --\npackage sub\n`, { env: { ...ENV, GOFLAGS: "-modfile=gone.mod" } });
  expect(problemLines(workspace)).toEqual(["error: /m/gone.mod: GOFLAGS names this file with -modfile, and it cannot be read, so that the go command would stop; go.mod is read in its place. Check the path, which is relative to the working directory, or take -modfile out of GOFLAGS."]);
  expect(workspace.mainModules.map(({ path, directory }) => `${path} ${directory}`)).toEqual([`${scene(MODULE).mainModules[0]?.path ?? ""} /m`]);
});

test("a go.mod in the temporary folder itself does not count", () => {
  expect(scene("-- /tmp/go.mod --\nmodule t\n", { cwd: "/tmp/x" }).kind).toBe("no-module");
  expect(scene("-- /tmp/x/go.mod --\nmodule t\n", { cwd: "/tmp/x/y" }).kind).toBe("module");
});

test("a workspace with a missing folder goes on with the others", () => {
  const text = "-- go.work --\ngo 1.24\n\nuse (\n\t./a\n\t./gone\n\t./bare\n\t./twin\n)\n-- a/go.mod --\nmodule w/a\n-- bare/x.go --\npackage x\n-- twin/go.mod --\nmodule w/a\n";
  const workspace = scene(text);
  expect(workspace.kind).toBe("work");
  expect(workspace.mainModules.map(({ directory }) => directory)).toEqual(["/m/a"]);
  expect(problemLines(workspace)).toEqual([
    "warning: /m/go.work:5: The folder ./gone does not exist; the other modules are used. Run `go work edit -dropuse=./gone`.",
    "warning: /m/go.work:6: The folder ./bare has no go.mod; the other modules are used. Run `go mod init` there, or drop the line.",
    "warning: /m/go.work:7: The module w/a is used a second time, from another folder; this one is left out.",
  ]);
});

test("GOWORK: off, or a path", () => {
  const text = `${MODULE}-- go.work --\ngo 1.24\nuse .\n-- /w/go.work --\ngo 1.24\nuse /m\n`;
  expect(scene(text).kind).toBe("work");
  expect(scene(text, { env: { ...ENV, GOWORK: "off" } }).kind).toBe("module");
  expect(scene(text, { env: { ...ENV, GOWORK: "/w/go.work" } })).toMatchObject({ kind: "work", root: "/w" });
  expect(problemLines(scene(text, { env: { ...ENV, GOWORK: "/gone/go.work" } }))).toEqual(["error: /gone/go.work: This go.work file cannot be read. Check GOWORK, or set GOWORK=off."]);
});

test("problems of go.mod carry their line", () => {
  expect(problemLines(scene("-- go.mod --\nmodule m\nrequire x\n"))).toEqual(["error: /m/go.mod:2: usage: require module/path v1.2.3."]);
  expect(problemLines(scene("-- go.mod --\ngo 1.24\n"))).toEqual(["error: /m/go.mod: There is no module line. Write `module example.com/name`."]);
});

test.each([
  ["Go 1.14 and a vendor folder", "go 1.14", "", "", true],
  ["before Go 1.14", "go 1.13", "", "", false],
  ["no go line", "", "", "", false],
  ["-mod=mod", "go 1.24", "", "-mod=mod", false],
  ["-mod=readonly", "go 1.24", "", "-mod=readonly", false],
  ["-mod=vendor before Go 1.14", "go 1.13", "", "-mod=vendor", true],
  ["a vendor folder made for a workspace", "go 1.24", "## workspace\n", "", false],
] as const)("vendor: %s", (_, go, first, GOFLAGS, expected) => {
  const workspace = scene(`-- go.mod --\nmodule m\n${go}\n-- vendor/modules.txt --\n${first}`, { env: { ...ENV, GOFLAGS } });
  expect(workspace.inner.vendor !== "off").toBe(expected);
});

test("vendor in a workspace lies beside go.work and says so", () => {
  const text = "-- go.work --\ngo 1.24\nuse ./a\n-- a/go.mod --\nmodule w/a\ngo 1.24\n-- vendor/modules.txt --\n## workspace\n";
  expect(scene(text).inner.vendor).toMatchObject({ directory: "/m/vendor" });
  expect(scene(text.replace("## workspace", "# x v1.0.0")).inner.vendor).toBe("off");
  expect(scene(text.replace("go 1.24\nuse", "use")).inner.vendor).toBe("off");
});

test("a vendor folder that go.mod has left behind", () => {
  const text = "-- go.mod --\nmodule m\ngo 1.24\nrequire e.x/a v1.1.0\n-- vendor/modules.txt --\n# e.x/a v1.0.0\n## explicit\ne.x/a\n";
  expect(problemLines(scene(text))).toEqual([
    "warning: /m/vendor/modules.txt: The vendor folder is out of date: e.x/a@v1.1.0 is required in go.mod but not marked explicit there (and 1 more). Run `go mod vendor`.",
  ]);
});

test("nothing throws, whatever go.mod and go.work say", () => {
  const text = fc.array(fc.constantFrom("module", "require", "replace", "use", "go 1.24", "(", ")", "=>", "v1.0.0", "e.x/a", "../..", "/", "\n", " ", '"', "//")).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, text, (goMod, goWork) => {
      const fs = memoryFileSystem({ ...GO, ...files("-- a/a.go --\npackage a\n\nimport \"e.x/a/b\"\n"), "/m/a/go.mod": goMod, "/m/go.work": goWork });
      return 0 <= match(openWorkspace(fs, { cwd: "/m/a", env: ENV }), ["./...", "all", "e.x/...", "e.x/a"]).length;
    }),
  );
});
