import type { Rule, Severity } from "@cachelint/lint";
import type { Checks } from "./checks.js";

/** A whole configuration for the Go files of a repository. */
export type GoConfig = { readonly name: string; readonly files: string[]; readonly language: string; readonly plugins: Record<string, object>; readonly rules: Record<string, "error" | "warn"> };

/** What `cachelint check` reports, with its severities: those of cachelint.yaml where it sets any. */
export function recommended(plugin: object, rules: readonly Rule[], checks: Pick<Checks, "severitiesOf">): GoConfig {
  return {
    ...common(plugin, "recommended"),
    // Read when ESLint asks for it: who imports the plugin may not want it.
    get rules() {
      return Object.fromEntries(rules.flatMap((rule) => {
        const severity = gravest(checks.severitiesOf(rule)) ?? gravest([rule.defaultSeverity]);
        return severity === undefined ? [] : [[`cachelint/${rule.id}`, severity === "error" ? "error" : "warn"] as const];
      }));
    },
  };
}

/** Every rule, also those that are off by default, as an error. */
export function strict(plugin: object, rules: readonly Rule[]): GoConfig {
  return { ...common(plugin, "strict"), rules: Object.fromEntries(rules.map(({ id }) => [`cachelint/${id}`, "error"])) };
}

function common(plugin: object, name: string): Omit<GoConfig, "rules"> {
  return { name: `cachelint/${name}`, files: ["**/*.go"], language: "cachelint/go", plugins: { cachelint: plugin } };
}

/** ESLint has one severity a rule; two modules may have two. Where a rule is off in some files, the check itself is silent there. */
function gravest(severities: readonly (Severity | "off")[]): Severity | undefined {
  return (["error", "warning", "info"] as const).find((severity) => severities.includes(severity));
}
