/** The ports of Go 1.16 to 1.27 (`go tool dist list`): operating system → architectures. */
const ports: Readonly<Record<string, readonly string[]>> = {
  aix: ["ppc64"],
  android: ["386", "amd64", "arm", "arm64"],
  darwin: ["amd64", "arm64"],
  dragonfly: ["amd64"],
  freebsd: ["386", "amd64", "arm", "arm64", "riscv64"],
  illumos: ["amd64"],
  ios: ["amd64", "arm64"],
  js: ["wasm"],
  linux: ["386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64", "ppc64le", "riscv64", "s390x"],
  netbsd: ["386", "amd64", "arm", "arm64"],
  openbsd: ["386", "amd64", "arm", "arm64", "mips64", "ppc64", "riscv64"],
  plan9: ["386", "amd64", "arm"],
  solaris: ["amd64"],
  wasip1: ["wasm"],
  windows: ["386", "amd64", "arm", "arm64"],
};

/** `linux/amd64` and all others, in alphabetical order. */
export const allPorts: readonly string[] = Object.entries(ports).flatMap(([goos, archs]) => archs.map((goarch) => `${goos}/${goarch}`));

/** Operating systems and architectures by themselves. */
export const systems: readonly string[] = Object.keys(ports);
export const architectures: readonly string[] = [...new Set(Object.values(ports).flat())].sort();
