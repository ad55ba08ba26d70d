import type { ProcessEnv } from "./environment.js";
import * as messages from "./messages.js";
import { allPorts, architectures, systems } from "./ports.js";

/** One thing to compile for. `name` is `goos/goarch`. */
export type Target = { readonly name: string; readonly goos: string; readonly goarch: string };

export type TargetSources = {
  /** Of `--target`, commas not split yet. */
  readonly flags: readonly string[];
  readonly configured: readonly Target[];
  readonly env: ProcessEnv;
};

const defaults = ["linux/amd64", "linux/arm64"];

/** The targets of a run: those asked for, or the two that servers run on. Never the machine's own. */
export function decideTargets({ flags, configured, env }: TargetSources): readonly Target[] {
  const asked = flags.flatMap((flag) => flag.split(",")).map((name) => name.trim()).filter((name) => name !== "");
  if (0 < flags.length) {
    if (asked.length === 0) throw messages.emptyTarget();
    return unique(asked).map((name) => parseTarget(name, "--target"));
  }
  if (0 < configured.length) return configured;
  return fromEnvironment(env).map((name) => parseTarget(name, "GOOS/GOARCH"));
}

/** Reads `goos/goarch`; what is no port of Go is a usage error. */
export function parseTarget(name: string, from: string): Target {
  if (!allPorts.includes(name)) throw messages.unknownTarget(name, from);
  const [goos = "", goarch = ""] = name.split("/");
  return { name, goos, goarch };
}

/** GOOS and GOARCH, where one of them is set. The other one is that of the default targets, not the machine's. */
function fromEnvironment({ GOOS: goos = "", GOARCH: goarch = "" }: ProcessEnv): readonly string[] {
  if (goos === "" && goarch === "") return defaults;
  if (goos !== "" && goarch !== "") return [`${goos}/${goarch}`];
  if (goos !== "" && !systems.includes(goos)) throw messages.unknownSystem(goos);
  if (goarch !== "" && !architectures.includes(goarch)) throw messages.unknownArchitecture(goarch);
  const replaced = unique(defaults.map((name) => `${goos || name.split("/")[0]}/${goarch || name.split("/")[1]}`)).filter((name) => allPorts.includes(name));
  if (0 < replaced.length) return replaced;
  // js has no amd64, and linux no wasm.
  return allPorts.filter((name) => (goos === "" ? name.endsWith(`/${goarch}`) : name.startsWith(`${goos}/`))).slice(0, 1);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
