import { CACHE, scene } from "../test/scene.js";
import type { MemoryFiles } from "./memory-file-system.js";

/** `.mod` files of the download cache, given as `path version` → requirements. */
function downloaded(modules: Readonly<Record<string, readonly string[]>>): MemoryFiles {
  return Object.fromEntries(
    Object.entries(modules).map(([module, [go = "", ...requires]]) => {
      const [path = "", version = ""] = module.split(" ");
      return [`${CACHE}/cache/download/${path}/@v/${version}.mod`, `module ${path}\n${go}\n${requires.map((line) => `require ${line}\n`).join("")}`];
    }),
  );
}

const selected = (text: string, more: MemoryFiles): Readonly<Record<string, string>> => Object.fromEntries(scene(text, { more }).inner.modules.selection().versions);
const roots = (text: string, more: MemoryFiles): Readonly<Record<string, string>> => Object.fromEntries(scene(text, { more }).inner.modules.roots());

// The example of golang.org/ref/mod#minimal-version-selection.
const EXAMPLE = downloaded({
  "e.x/a v1.2.0": ["", "e.x/c v1.3.0"],
  "e.x/b v1.2.0": ["", "e.x/c v1.4.0"],
  "e.x/c v1.3.0": ["", "e.x/d v1.2.0"],
  "e.x/c v1.4.0": ["", "e.x/d v1.2.0"],
  "e.x/d v1.2.0": [""],
});

test("the highest version that any module of the graph asks for", () => {
  const goMod = "-- go.mod --\nmodule m\nrequire e.x/a v1.2.0\nrequire e.x/b v1.2.0\n";
  expect(selected(goMod, EXAMPLE)).toEqual({ m: "", "e.x/a": "v1.2.0", "e.x/b": "v1.2.0", "e.x/c": "v1.4.0", "e.x/d": "v1.2.0" });
  expect(roots(goMod, EXAMPLE)).toEqual(selected(goMod, EXAMPLE));
});

test("from Go 1.17 on, go.mod lists what is selected and nothing else is read", () => {
  const goMod = "-- go.mod --\nmodule m\ngo 1.17\nrequire e.x/a v1.2.0\nrequire e.x/c v1.3.0 // indirect\n";
  expect(roots(goMod, {})).toEqual({ m: "", "e.x/a": "v1.2.0", "e.x/c": "v1.3.0" });
});

test("below a module of Go 1.17 the graph is pruned, below an older one it is not", () => {
  const more = downloaded({
    "e.x/new v1.0.0": ["go 1.20", "e.x/deep v1.0.0"],
    "e.x/old v1.0.0": ["go 1.16", "e.x/deep v1.1.0"],
    "e.x/deep v1.0.0": ["go 1.20", "e.x/hidden v1.0.0"],
    "e.x/deep v1.1.0": ["go 1.20", "e.x/shown v1.0.0"],
    "e.x/shown v1.0.0": ["go 1.20"],
  });
  expect(selected("-- go.mod --\nmodule m\ngo 1.24\nrequire e.x/new v1.0.0\n", more)).toEqual({ m: "", "e.x/new": "v1.0.0", "e.x/deep": "v1.0.0" });
  expect(selected("-- go.mod --\nmodule m\ngo 1.24\nrequire e.x/old v1.0.0\n", more)).toEqual({ m: "", "e.x/old": "v1.0.0", "e.x/deep": "v1.1.0", "e.x/shown": "v1.0.0" });
});

test("a replaced module's requirements are those of its replacement", () => {
  const more = { ...EXAMPLE, ...downloaded({ "e.x/c v1.4.0": ["", "e.x/d v1.9.0"], "e.x/fork v1.4.0": ["", "e.x/d v1.3.0"] }), "/m/c/go.mod": "module e.x/c\nrequire e.x/d v1.4.0\n" };
  const requires = "module m\nrequire e.x/b v1.2.0\n";
  expect(selected(`-- go.mod --\n${requires}replace e.x/c v1.4.0 => e.x/fork v1.4.0\n`, more)["e.x/d"]).toBe("v1.3.0");
  expect(selected(`-- go.mod --\n${requires}replace e.x/c => ./c\n`, more)["e.x/d"]).toBe("v1.4.0");
  expect(selected(`-- go.mod --\n${requires}replace e.x/c => ./c\nreplace e.x/c v1.4.0 => e.x/fork v1.4.0\n`, more)["e.x/d"]).toBe("v1.3.0");
});

test("excluded versions are as if never asked for", () => {
  expect(selected("-- go.mod --\nmodule m\nrequire e.x/a v1.2.0\nrequire e.x/b v1.2.0\nexclude e.x/c v1.4.0\n", EXAMPLE)["e.x/c"]).toBe("v1.3.0");
  expect(roots("-- go.mod --\nmodule m\ngo 1.20\nrequire e.x/c v1.4.0\nexclude e.x/c v1.4.0\n", EXAMPLE)).toEqual({ m: "" });
});

test("a workspace selects over all its modules, which stand for themselves", () => {
  const text = `-- go.work --
go 1.24
use (
	./a
	./b
)
-- a/go.mod --
module w/a
go 1.24
require e.x/a v1.2.0
require w/b v0.9.0
-- b/go.mod --
module w/b
go 1.24
require e.x/b v1.2.0
`;
  expect(selected(text, EXAMPLE)).toEqual({ "w/a": "", "w/b": "", "e.x/a": "v1.2.0", "e.x/b": "v1.2.0", "e.x/c": "v1.4.0", "e.x/d": "v1.2.0" });
});

test("go.mod files that are not downloaded are named", () => {
  const { missing } = scene("-- go.mod --\nmodule m\nrequire e.x/gone v1.0.0\n").inner.modules.selection();
  expect(missing).toEqual([expect.objectContaining({ path: "e.x/gone", version: "v1.0.0" })]);
});

test("requirements that lead in circles come to an end", () => {
  const more = downloaded({ "e.x/a v1.0.0": ["", "e.x/b v1.0.0"], "e.x/b v1.0.0": ["", "e.x/a v1.1.0"], "e.x/a v1.1.0": ["", "e.x/b v1.0.0", "m v9.0.0"] });
  expect(selected("-- go.mod --\nmodule m\nrequire e.x/a v1.0.0\n", more)).toEqual({ m: "", "e.x/a": "v1.1.0", "e.x/b": "v1.0.0" });
});
