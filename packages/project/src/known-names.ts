/**
 * The operating systems and architectures Go knows, past, present and future (internal/syslist/syslist.go, before 1.24
 * go/build/syslist.go). A name counts in file names only since the version that listed it.
 */
const SYSTEMS: Readonly<Record<string, number>> = {
  aix: 0, android: 0, darwin: 0, dragonfly: 0, freebsd: 0, hurd: 0, illumos: 0, ios: 16, js: 0, linux: 0, nacl: 0, netbsd: 0,
  openbsd: 0, plan9: 0, solaris: 0, wasip1: 21, windows: 0, zos: 0,
};

const ARCHITECTURES: Readonly<Record<string, number>> = {
  "386": 0, amd64: 0, amd64p32: 0, arm: 0, armbe: 0, arm64: 0, arm64be: 0, loong64: 16, mips: 0, mipsle: 0, mips64: 0, mips64le: 0,
  mips64p32: 0, mips64p32le: 0, ppc: 0, ppc64: 0, ppc64le: 0, riscv: 0, riscv64: 0, s390: 0, s390x: 0, sparc: 0, sparc64: 0, wasm: 0,
};

/** Systems that the tag `unix` is true for, since Go 1.19; file names do not know the word. */
const UNIX = new Set([
  "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "linux", "netbsd", "openbsd", "solaris",
]);

export function isKnownSystem(name: string, goMinor: number): boolean {
  return Object.hasOwn(SYSTEMS, name) && (SYSTEMS[name] ?? 0) <= goMinor;
}

export function isKnownArchitecture(name: string, goMinor: number): boolean {
  return Object.hasOwn(ARCHITECTURES, name) && (ARCHITECTURES[name] ?? 0) <= goMinor;
}

export function isUnix(system: string): boolean {
  return UNIX.has(system);
}
