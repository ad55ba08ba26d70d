/** What an editor may configure; the rules are those of `cachelint.yaml`. */
export type ClientSettings = {
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  /** `linux/amd64`; empty for what the configuration and the environment say. */
  readonly targets: readonly string[];
};

export const defaultClientSettings: ClientSettings = { codeLens: true, inlayHints: false, targets: [] };

/** Reads the section `cachelint` of an editor's settings; what has not its form is left as it was. */
export function readClientSettings(section: unknown, before: ClientSettings = defaultClientSettings): ClientSettings {
  if (typeof section !== "object" || section === null) return before;
  const given = section as Readonly<Record<string, unknown>>;
  const { codeLens, inlayHints, targets } = given;
  return {
    codeLens: isSwitch(codeLens) ? isOn(codeLens) : before.codeLens,
    inlayHints: isSwitch(inlayHints) ? isOn(inlayHints) : before.inlayHints,
    targets: Array.isArray(targets) && targets.every((target): target is string => typeof target === "string") ? targets : before.targets,
  };
}

/** `true`, or `{ "enabled": true }` as settings of editors tend to be. */
function isSwitch(value: unknown): value is boolean | { readonly enabled: boolean } {
  return typeof value === "boolean" || (typeof value === "object" && value !== null && typeof (value as { readonly enabled?: unknown }).enabled === "boolean");
}

function isOn(value: boolean | { readonly enabled: boolean }): boolean {
  return typeof value === "boolean" ? value : value.enabled;
}
