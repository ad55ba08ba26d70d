/**
 * Experiments that a toolchain has on by default, as tags `goexperiment.x` (internal/buildcfg/exp.go, the `baseline` of
 * each version). `from` and `until` are Go minor versions, both inclusive.
 */
type Default = { readonly name: string; readonly from: number; readonly until: number; readonly on: (target: Target) => boolean };
type Target = { readonly goos: string; readonly goarch: string; readonly goMinor: number };

const ALWAYS = (): boolean => true;
const LATEST = Infinity;

const DEFAULTS: readonly Default[] = [
  { name: "regabiwrappers", from: 17, until: LATEST, on: hasRegisterAbi },
  { name: "regabig", from: 17, until: 17, on: hasRegisterAbi },
  { name: "regabireflect", from: 17, until: 18, on: hasRegisterAbi },
  { name: "regabidefer", from: 17, until: 17, on: hasRegisterAbi },
  { name: "regabiargs", from: 17, until: LATEST, on: hasRegisterAbi },
  { name: "pacerredesign", from: 18, until: 19, on: ALWAYS },
  { name: "unified", from: 20, until: 20, on: ALWAYS },
  { name: "coverageredesign", from: 20, until: 24, on: ALWAYS },
  { name: "allocheaders", from: 22, until: 23, on: ALWAYS },
  { name: "exectracer2", from: 22, until: 23, on: ALWAYS },
  { name: "aliastypeparams", from: 24, until: 25, on: ALWAYS },
  { name: "swissmap", from: 24, until: 25, on: ALWAYS },
  { name: "spinbitmutex", from: 24, until: 24, on: ({ goarch, goos }) => hasSpinBit(goos, goarch) },
  { name: "synchashtriemap", from: 24, until: 25, on: ALWAYS },
  { name: "dwarf5", from: 25, until: LATEST, on: ({ goos }) => !["darwin", "ios", "aix"].includes(goos) },
  { name: "randomizedheapbase64", from: 26, until: LATEST, on: ALWAYS },
  { name: "greenteagc", from: 26, until: LATEST, on: ALWAYS },
  { name: "jsonv2", from: 27, until: LATEST, on: ALWAYS },
  { name: "sizespecializedmalloc", from: 27, until: LATEST, on: ALWAYS },
];

/** The experiments on for a target, given GOEXPERIMENT (`jsonv2,nogreenteagc`, `none`). */
export function experiments(target: Target, setting: string): ReadonlySet<string> {
  const enabled = new Set(defaults(target));
  for (const word of setting.split(",").filter((part) => part !== "")) {
    if (word === "none") enabled.clear();
    else if (word === "regabi" || word === "noregabi") setAll(enabled, ["regabiwrappers", "regabiargs"], word === "regabi");
    else setAll(enabled, [word.replace(/^no/, "")], !word.startsWith("no"));
  }
  // Where the register ABI is always on, or not there at all, the setting has no say.
  if (hasFixedAbi(target)) setAll(enabled, ["regabiwrappers", "regabiargs"], hasRegisterAbi(target));
  return enabled;
}

function defaults(target: Target): readonly string[] {
  return DEFAULTS.filter(({ from, until, on }) => from <= target.goMinor && target.goMinor <= until && on(target)).map(({ name }) => name);
}

function setAll(enabled: Set<string>, names: readonly string[], on: boolean): void {
  for (const name of names) {
    if (on) enabled.add(name);
    else enabled.delete(name);
  }
}

/** The first minor version in which an architecture passes arguments in registers. */
const REGISTER_ABI: Readonly<Record<string, number>> = { amd64: 17, arm64: 18, ppc64: 18, ppc64le: 18, riscv64: 19, loong64: 22, s390x: 26 };

function hasRegisterAbi({ goarch, goMinor }: Target): boolean {
  return (REGISTER_ABI[goarch] ?? Infinity) <= goMinor;
}

function hasFixedAbi(target: Target): boolean {
  return target.goarch !== "s390x" || target.goMinor !== 26;
}

function hasSpinBit(goos: string, goarch: string): boolean {
  const hasFutex = goos === "linux" || goos === "freebsd" || goos === "dragonfly";
  return hasFutex && ["386", "amd64", "arm", "arm64", "loong64", "mips", "mipsle", "mips64", "mips64le", "ppc64", "ppc64le", "riscv64", "s390x"].includes(goarch);
}
