import { failClasses, type Heat } from "@cachelint/baseline";
import type { Confidence, RuleSetting, Severity } from "@cachelint/lint";
import type { Target } from "../targets.js";

/** What `cachelint.yaml` says. What it leaves out is undefined, or empty. */
export type Configuration = {
  /** The folder that globs and paths are relative to; absolute. */
  readonly folder: string;
  readonly targets: readonly Target[];
  /** By target name. */
  readonly lineSize: Readonly<Record<string, number>>;
  readonly goVersion: string | undefined;
  readonly tags: readonly string[];
  readonly cgo: boolean | undefined;
  readonly tests: boolean | undefined;
  readonly generated: boolean | undefined;
  readonly exclude: readonly string[];
  readonly confidence: Confidence | undefined;
  readonly failLevel: Severity | "never" | undefined;
  readonly requireReason: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: Readonly<Record<string, RuleSetting>> }[];
  readonly concurrent: readonly string[];
  /** `import/path`, `path.Function`, `path.Type.Method`. */
  readonly orderedEncoders: readonly string[];
  readonly baseline: BaselineConfiguration;
};

/** What a key that is left out stands for depends on the baseline at hand, so it stays undefined. */
export type BaselineConfiguration = {
  readonly path: string;
  readonly select: readonly string[] | undefined;
  readonly minSizeBytes: number | undefined;
  readonly heat: Heat | undefined;
  readonly fail: readonly string[];
};

/** Where there is no configuration file. */
export function noConfiguration(folder: string): Configuration {
  return {
    folder, targets: [], lineSize: {}, goVersion: undefined, tags: [], cgo: undefined, tests: undefined, generated: undefined, exclude: [], confidence: undefined,
    failLevel: undefined, requireReason: false, rules: {}, overrides: [], concurrent: [], orderedEncoders: [], baseline: { path: ".layout-baseline.json", select: undefined, minSizeBytes: undefined, heat: undefined, fail: failClasses },
  };
}
