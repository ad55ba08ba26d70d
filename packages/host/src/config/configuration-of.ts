import { parseTarget } from "../targets.js";
import { type Configuration, noConfiguration } from "./configuration.js";
import { configurationName } from "./find-configuration.js";
import { failClasses } from "./shapes.js";

type Values = { readonly [Key in keyof Configuration]?: Configuration[Key] };

/** A configuration from values that `readConfiguration` has checked. */
export function configurationOf(values: Readonly<Record<string, unknown>>, folder: string): Configuration {
  const { targets, baseline, ...others } = values as Omit<Values, "targets" | "baseline"> & { readonly targets?: readonly string[]; readonly baseline?: Partial<Configuration["baseline"]> };
  const empty = noConfiguration(folder);
  return {
    ...empty,
    ...others,
    targets: [...new Set(targets ?? [])].map((name) => parseTarget(name, configurationName)),
    baseline: { ...empty.baseline, fail: failClasses, ...baseline },
  };
}
