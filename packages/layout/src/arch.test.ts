import { expect, test } from "@jest/globals";
import { archOf, cacheLinePadBytes, goarchs, judgedLineBytes } from "./arch.js";

test("every architecture is found by its name", () => {
  expect(goarchs).toHaveLength(14);
  for (const goarch of goarchs) expect(archOf(goarch)?.goarch).toBe(goarch);
});

test("what gc has no port for is unknown", () => {
  for (const goarch of ["", "amd64p32", "sparc64", "AMD64", "constructor"]) expect(archOf(goarch)).toBeUndefined();
});

test("there are two layouts: four 32-bit architectures, and all others with 64", () => {
  const narrow = goarchs.filter((goarch) => archOf(goarch)!.pointerBytes === 4);
  expect(narrow).toEqual(["386", "arm", "mips", "mipsle"]);
  for (const goarch of goarchs) {
    const arch = archOf(goarch)!;
    expect(arch.regBytes).toBe(arch.pointerBytes);
    expect(arch.heapHeaderAboveBytes).toBe(arch.pointerBytes ** 2 * 8);
  }
});

test("cpu.CacheLinePad grew on arm64 and riscv64", () => {
  const padOf = (goarch: string, goMinor: number) => cacheLinePadBytes(archOf(goarch)!, goMinor);
  expect([padOf("arm64", 15), padOf("arm64", 19), padOf("arm64", 20), padOf("arm64", 27)]).toEqual([64, 64, 128, 128]);
  expect([padOf("riscv64", 21), padOf("riscv64", 22)]).toEqual([32, 64]);
  expect(goarchs.map((goarch) => `${goarch} ${padOf(goarch, 26)}`).join(", ")).toBe(
    "386 64, amd64 64, arm 32, arm64 128, loong64 64, mips 32, mipsle 32, mips64 32, mips64le 32, "
    + "ppc64 128, ppc64le 128, riscv64 64, s390x 256, wasm 64",
  );
});

test.each([
  ["linux", "amd64", 64], ["darwin", "amd64", 64], ["windows", "386", 64],
  ["linux", "arm64", 64], ["windows", "arm64", 64], ["android", "arm64", 64], ["freebsd", "arm64", 64],
  ["darwin", "arm64", 128], ["ios", "arm64", 128], ["ios", "amd64", 64],
  ["linux", "arm", 64], ["linux", "mips", 64], ["linux", "mips64le", 64], ["linux", "riscv64", 64], ["linux", "loong64", 64], ["js", "wasm", 64],
  ["aix", "ppc64", 128], ["linux", "ppc64le", 128], ["linux", "s390x", 256],
])("sharing on %s/%s is judged by lines of %i bytes", (goos, goarch, lineBytes) => {
  expect(judgedLineBytes(goos, goarch)).toBe(lineBytes);
});
