import { experiments } from "./experiments.js";
import { isUnix } from "./known-names.js";
import type { BuildContext } from "./model.js";

/** Reads a setting of Go's environment; empty where it is not set. */
export type Setting = (name: string) => string;

/** The tags that are true under a context (go/build Context.matchTag): every other tag is false. */
export function trueTags(context: BuildContext, setting: Setting): ReadonlySet<string> {
  const { goos, goarch, goMinor } = context;
  const tags = new Set([goos, goarch, "gc", ...context.tags, ...featureTags(goarch, { goos, goMinor, setting })]);
  const family = FAMILY[goos];
  if (family !== undefined && !(goos === "ios" && goMinor < 16)) tags.add(family);
  if (context.cgo) tags.add("cgo");
  if (isUnix(goos) && 19 <= goMinor) tags.add("unix");
  for (let minor = 1; minor <= goMinor; minor++) tags.add(`go1.${minor}`);
  if (17 <= goMinor) for (const name of experiments({ goos, goarch, goMinor }, setting("GOEXPERIMENT"))) tags.add(`goexperiment.${name}`);
  // The old name of goexperiment.boringcrypto.
  if (tags.has("goexperiment.boringcrypto")) tags.add("boringcrypto");
  return tags;
}

/** Systems that count as another one too, in tags and in file names. */
const FAMILY: Readonly<Record<string, string>> = { android: "linux", illumos: "solaris", ios: "darwin" };

type Features = { readonly goos: string; readonly goMinor: number; readonly setting: Setting };

/** Tags of architecture levels such as `amd64.v1`, since Go 1.20 (internal/buildcfg gogoarchTags). */
function featureTags(goarch: string, { goos, goMinor, setting }: Features): readonly string[] {
  if (goMinor < 20) return [];
  const level = (name: string, fallback: string): string => setting(name) || fallback;
  switch (goarch) {
    case "386":
      return [`386.${level("GO386", "sse2")}`];
    case "amd64":
      return upTo(1, Number(level("GOAMD64", "v1").slice(1))).map((n) => `amd64.v${n}`);
    case "arm":
      return upTo(5, Number(level("GOARM", goMinor < 21 && goos !== "android" ? "5" : "7").charAt(0))).map((n) => `arm.${n}`);
    case "arm64":
      return goMinor < 23 ? [] : arm64Tags(level("GOARM64", "v8.0"));
    case "mips":
    case "mipsle":
      return [`${goarch}.${level("GOMIPS", "hardfloat")}`];
    case "mips64":
    case "mips64le":
      return [`${goarch}.${level("GOMIPS64", "hardfloat")}`];
    case "ppc64":
    case "ppc64le":
      return upTo(8, Number(level("GOPPC64", "power8").slice("power".length))).map((n) => `${goarch}.power${n}`);
    case "riscv64":
      return goMinor < 23 ? [] : RISCV_PROFILES.filter((profile) => profile <= level("GORISCV64", "rva20u64")).map((profile) => `riscv64.${profile}`);
    case "wasm":
      return wasmTags(goMinor, setting("GOWASM"));
    default:
      return [];
  }
}

const RISCV_PROFILES = ["rva20u64", "rva22u64", "rva23u64"];

/** v9.x includes v8.(x+5). */
function arm64Tags(level: string): readonly string[] {
  const match = /^v([89])\.([0-9])/.exec(level);
  const major = match?.[1] ?? "8";
  const minor = Number(match?.[2] ?? "0");
  const own = upTo(0, minor).map((n) => `arm64.v${major}.${n}`);
  return major === "9" ? [...own, ...upTo(0, Math.min(minor + 5, 9)).map((n) => `arm64.v8.${n}`)] : own;
}

/** Both features were options of GOWASM before Go 1.26 and are always on since. */
function wasmTags(goMinor: number, setting: string): readonly string[] {
  const chosen = 26 <= goMinor ? ["satconv", "signext"] : setting.split(",").filter((word) => word === "satconv" || word === "signext");
  return chosen.map((feature) => `wasm.${feature}`);
}

function upTo(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, (Number.isFinite(last) ? last : first) - first + 1) }, (_, i) => first + i);
}
