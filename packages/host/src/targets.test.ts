import { decideCgo } from "./environment.js";
import { decideTargets, parseTarget } from "./targets.js";

const decide = (flags: string[], env: Record<string, string> = {}, configured: string[] = []): string[] => decideTargets({ flags, env, configured: configured.map((name) => parseTarget(name, "test")) }).map(({ name }) => name);

test("a flag wins over the configuration, that over the environment, and nothing asks the machine", () => {
  expect(decide([])).toEqual(["linux/amd64", "linux/arm64"]);
  expect(decide([], { GOOS: "darwin", GOARCH: "arm64" })).toEqual(["darwin/arm64"]);
  expect(decide([], { GOOS: "darwin", GOARCH: "arm64" }, ["linux/386"])).toEqual(["linux/386"]);
  expect(decide(["js/wasm"], { GOOS: "darwin" }, ["linux/386"])).toEqual(["js/wasm"]);
});

test("flags are repeated and split at commas, each target once", () => {
  expect(decide(["linux/arm, linux/386", "linux/arm"])).toEqual(["linux/arm", "linux/386"]);
});

test("one of GOOS and GOARCH alone is completed from the defaults", () => {
  expect(decide([], { GOOS: "windows" })).toEqual(["windows/amd64", "windows/arm64"]);
  expect(decide([], { GOARCH: "riscv64" })).toEqual(["linux/riscv64"]);
  expect(decide([], { GOOS: "plan9" })).toEqual(["plan9/amd64"]);
  expect(decide([], { GOARCH: "wasm" })).toEqual(["js/wasm"]);
});

test.each([
  [["linux/amd65"], {}, "--target names \"linux/amd65\", which is no port of Go."],
  [[""], {}, "--target names no target."],
  [[], { GOOS: "linus" }, "GOOS is \"linus\", which is no operating system that Go has a port for."],
  [[], { GOARCH: "x86" }, "GOARCH is \"x86\", which is no architecture that Go has a port for."],
  [[], { GOOS: "js", GOARCH: "amd64" }, "GOOS/GOARCH names \"js/amd64\", which is no port of Go."],
])("what is no port: %j %j", (flags, env, message) => {
  expect(() => decide(flags, env)).toThrow(message);
});

test("cgo: CGO_ENABLED, else the configuration, else on", () => {
  expect([decideCgo({}, undefined), decideCgo({}, false), decideCgo({ CGO_ENABLED: "1" }, false), decideCgo({ CGO_ENABLED: "0" }, true), decideCgo({ CGO_ENABLED: "" }, undefined)]).toEqual([true, false, true, false, true]);
});
