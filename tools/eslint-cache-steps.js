// Edits after which a cache of lint results must not be believed. What is found in app/header.go and app/wrap.go depends
// on a type beside them, on a module that go.mod or go.work put elsewhere, on the configuration and on the environment.
const value = (type) => `package lib\n\ntype Value ${type}\n`;
const kind = (type) => `package app\n\ntype Kind ${type}\n`;
const goMod = (lib) => `module example.com/app\n\ngo 1.24\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ${lib}\n`;
const libMod = "module example.com/lib\n\ngo 1.24\n";

/** Files by path. */
export const cacheRepository = {
  "app/go.mod": goMod("../lib"),
  "app/kind.go": kind("uint8"),
  "app/header.go": "package app\n\ntype Header struct {\n\tKind Kind\n\tBody uint64\n\tFlag bool\n}\n\nvar headers []Header\n",
  "app/wrap.go": "package app\n\nimport \"example.com/lib\"\n\ntype Wrap struct {\n\tA bool\n\tV lib.Value\n\tB bool\n}\n\nvar wraps []Wrap\n",
  "lib/go.mod": libMod,
  "lib/value.go": value("uint64"),
  "fork/go.mod": libMod,
  "fork/value.go": value("uint64"),
  "third/go.mod": libMod,
  "third/value.go": value("uint8"),
};

/** `changesOthers`: something else is found in files that the step does not touch; otherwise the cache is to be used. A text of null: the file goes. */
export const cacheSteps = [
  { title: "nothing", files: {}, changesOthers: false },
  { title: "another .go file", files: { "app/kind.go": kind("uint64") }, changesOthers: true },
  { title: "nothing again", files: {}, changesOthers: false },
  { title: "a replaced local module", files: { "lib/value.go": value("uint8") }, changesOthers: true },
  { title: "go.mod: replaced by another folder", files: { "app/go.mod": goMod("../fork") }, changesOthers: true },
  { title: "a go.work that uses a third module", files: { "go.work": "go 1.24\n\nuse (\n\t./app\n\t./third\n)\n" }, changesOthers: true },
  { title: "go.work: the module left out", files: { "go.work": "go 1.24\n\nuse ./app\n" }, changesOthers: true },
  { title: "cachelint.yaml: a rule off", files: { "app/cachelint.yaml": "rules: { wasteful-field-order: off }\n" }, changesOthers: true },
  { title: "cachelint.yaml: an override", files: { "app/cachelint.yaml": "overrides: [{ files: [\"header.go\"], rules: { wasteful-field-order: off } }]\n" }, changesOthers: true },
  { title: "cachelint.yaml gone, the type as it was", files: { "app/cachelint.yaml": null, "app/kind.go": kind("uint8") }, changesOthers: true },
  { title: "the environment", files: {}, env: { GOOS: "linux", GOARCH: "386", GOWORK: "off" }, changesOthers: true },
  { title: "the environment as it was", files: {}, changesOthers: true },
  { title: "a file gone", files: { "app/kind.go": null }, changesOthers: true },
  { title: "a file come, with a build constraint", files: { "app/kind_linux.go": kind("uint16") }, changesOthers: true },
];
