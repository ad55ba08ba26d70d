import type { Rule } from "@cachelint/lint";
import { parseTarget } from "../targets.js";
import { type Configuration, noConfiguration } from "./configuration.js";
import { type ConfigurationFile, readConfiguration } from "./read-configuration.js";

/** What `readConfiguration` has checked. */
type Values = Omit<Partial<Configuration>, "targets" | "baseline"> & { readonly targets?: readonly string[]; readonly baseline?: Partial<Configuration["baseline"]> };

/** The configuration that a file holds; `rules` is null where nobody asks for their settings. */
export function configurationOf(file: ConfigurationFile, { folder, rules }: { readonly folder: string; readonly rules: readonly Rule[] | null }): Configuration {
  const { targets = [], baseline, ...others } = readConfiguration(file, rules) as Values;
  const empty = noConfiguration(folder);
  return {
    ...empty,
    ...others,
    targets: [...new Set(targets)].map((name) => parseTarget(name, file.shown)),
    baseline: { ...empty.baseline, ...baseline },
  };
}
