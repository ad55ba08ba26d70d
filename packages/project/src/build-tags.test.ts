import { trueTags } from "./build-tags.js";
import type { BuildContext } from "./model.js";

const context = (target: string, more: Partial<BuildContext> = {}): BuildContext => {
  const [goos = "", goarch = ""] = target.split("/");
  return { goos, goarch, cgo: false, tags: [], goMinor: 26, ...more };
};
const tags = (target: string, more: Partial<BuildContext> = {}, env: Readonly<Record<string, string>> = {}): ReadonlySet<string> =>
  trueTags(context(target, more), (name) => env[name] ?? "");

test.each([
  ["linux/amd64", ["linux", "amd64", "gc", "unix"], ["darwin", "cgo", "ignore", "appengine", "gccgo", "race"]],
  ["android/arm64", ["android", "linux", "unix"], ["ios"]],
  ["illumos/amd64", ["illumos", "solaris", "unix"], ["linux"]],
  ["ios/arm64", ["ios", "darwin", "unix"], []],
  ["windows/amd64", ["windows"], ["unix"]],
  ["js/wasm", ["js", "wasm", "wasm.satconv", "wasm.signext"], ["unix"]],
] as const)("%s", (target, yes, no) => {
  const found = tags(target);
  expect(yes.filter((tag) => !found.has(tag))).toEqual([]);
  expect(no.filter((tag) => found.has(tag))).toEqual([]);
});

test("release tags go up to the toolchain's version", () => {
  const found = tags("linux/amd64", { goMinor: 21 });
  expect([found.has("go1.1"), found.has("go1.21"), found.has("go1.22")]).toEqual([true, true, false]);
});

test("cgo and the user's tags", () => {
  const found = tags("linux/amd64", { cgo: true, tags: ["integration"] });
  expect([found.has("cgo"), found.has("integration")]).toEqual([true, true]);
});

test("unix is a tag since Go 1.19", () => {
  expect(tags("linux/amd64", { goMinor: 18 }).has("unix")).toBe(false);
});

test.each([
  ["amd64", { GOAMD64: "v3" }, ["amd64.v1", "amd64.v2", "amd64.v3"], ["amd64.v4"]],
  ["386", {}, ["386.sse2"], ["386.softfloat"]],
  ["arm", { GOARM: "6,softfloat" }, ["arm.5", "arm.6"], ["arm.7"]],
  ["arm64", { GOARM64: "v9.1,lse" }, ["arm64.v9.0", "arm64.v9.1", "arm64.v8.6"], ["arm64.v8.7", "arm64.v9.2"]],
  ["riscv64", { GORISCV64: "rva22u64" }, ["riscv64.rva20u64", "riscv64.rva22u64"], ["riscv64.rva23u64"]],
  ["ppc64le", { GOPPC64: "power9" }, ["ppc64le.power8", "ppc64le.power9"], ["ppc64le.power10"]],
  ["mips", {}, ["mips.hardfloat"], []],
] as const)("levels of %s", (goarch, env, yes, no) => {
  const found = tags(`linux/${goarch}`, {}, env);
  expect(yes.filter((tag) => !found.has(tag))).toEqual([]);
  expect(no.filter((tag) => found.has(tag))).toEqual([]);
});

test("experiments: the toolchain's own, and GOEXPERIMENT", () => {
  const names = (found: ReadonlySet<string>): readonly string[] => [...found].filter((tag) => tag.startsWith("goexperiment.")).map((tag) => tag.slice("goexperiment.".length)).sort();
  expect(names(tags("linux/386"))).toEqual(["dwarf5", "greenteagc", "randomizedheapbase64"]);
  expect(names(tags("darwin/arm64", { goMinor: 24 }))).toEqual(["aliastypeparams", "coverageredesign", "regabiargs", "regabiwrappers", "spinbitmutex", "swissmap", "synchashtriemap"]);
  expect(names(tags("linux/amd64", {}, { GOEXPERIMENT: "jsonv2,nogreenteagc,noregabi" }))).toEqual(["dwarf5", "jsonv2", "randomizedheapbase64", "regabiargs", "regabiwrappers"]);
  expect(names(tags("linux/386", {}, { GOEXPERIMENT: "none,boringcrypto" }))).toEqual(["boringcrypto"]);
  expect(tags("linux/386", {}, { GOEXPERIMENT: "boringcrypto" }).has("boringcrypto")).toBe(true);
});
