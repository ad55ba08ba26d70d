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
  { name: "pacerredesign", from: 18, until: 18, on: ALWAYS },
  { name: "unified", from: 20, until: 20, on: ALWAYS },
  { name: "coverageredesign", from: 20, until: 24, on: ALWAYS },
  { name: "allocheaders", from: 22, until: 22, on: ALWAYS },
  { name: "exectracer2", from: 22, until: 22, on: ALWAYS },
  { name: "aliastypeparams", from: 24, until: 25, on: ALWAYS },
  { name: "swissmap", from: 24, until: 25, on: ALWAYS },
  { name: "spinbitmutex", from: 24, until: 24, on: ({ goarch }) => ["386", "amd64", "arm", "arm64", "ppc64", "ppc64le"].includes(goarch) },
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

/** The first minor version in which an architecture can pass arguments in registers, and that in which it always does. */
const REGISTER_ABI: Readonly<Record<string, readonly [since: number, always: number]>> = {
  amd64: [17, 19], arm64: [18, 19], ppc64: [18, 19], ppc64le: [18, 19], riscv64: [19, 20], loong64: [22, 23], s390x: [26, 27],
};

function hasRegisterAbi({ goos, goarch, goMinor }: Target): boolean {
  if (goMinor === 17 && !["android", "linux", "darwin", "windows"].includes(goos)) return false;
  return (REGISTER_ABI[goarch]?.[0] ?? Infinity) <= goMinor;
}

function hasFixedAbi(target: Target): boolean {
  return !hasRegisterAbi(target) || (REGISTER_ABI[target.goarch]?.[1] ?? Infinity) <= target.goMinor;
}
