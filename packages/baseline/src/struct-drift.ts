import type { StructDrift, StructFacts } from "@cachelint/lint";
import { compareSnapshots, type CompareOptions } from "./compare.js";
import { type Drift, isKnown, type Snapshot } from "./model.js";
import { isSameType } from "./same-type.js";
import { recordedName, snapshotOf, staysRecorded } from "./snapshot.js";
import type { FieldUses } from "./uses.js";

export type StructDriftOptions = {
  readonly before: Snapshot;
  /** By target of the run. */
  readonly lineBytes: ReadonlyMap<string, number>;
  readonly failing: ReadonlySet<string>;
  readonly uses: FieldUses;
  /** The command that accepts the change. */
  readonly accept: string;
};

/** How one struct differs from what was recorded of it, as far as that fails; nothing for what was not recorded. */
export function driftOfStruct(facts: StructFacts, { before, lineBytes, failing, uses, accept }: StructDriftOptions): readonly StructDrift[] {
  const name = recordedName(facts);
  const recorded = name === null ? undefined : before.packages.get(facts.importPath)?.get(name);
  if (name === null || recorded === undefined) return [];
  // One name may be declared in several files, each for its own targets: this one speaks for its own.
  const targets = new Map([...lineBytes].filter(([target]) => facts.layouts.some((layout) => layout.target === target)));
  const own: Snapshot = { ...before, packages: new Map([[facts.importPath, new Map([[name, recorded]])]]) };
  const after = snapshotOf([facts], { ...before, goVersion: goVersionOf(facts), lineBytes: targets, importPaths: [facts.importPath], isRecorded: () => staysRecorded(facts, recorded), isHot: uses.isHot });
  const options: CompareOptions = { failing, uses, covers: () => true, structOf: () => facts, moduleVersionBefore: () => null };
  const failed = compareSnapshots(own, after, options).filter(({ verdict }) => verdict === "fail");
  const told = new Map<string, { readonly drift: Drift; readonly targets: string[] }>();
  for (const drift of failed) {
    const key = `${drift.message}\n${drift.cause}`;
    const known = told.get(key);
    if (known === undefined) told.set(key, { drift, targets: [drift.target] });
    else known.targets.push(drift.target);
  }
  return [...told.values()].map(({ drift, targets: of }) => ({ targets: of, fields: changedFields(drift), message: drift.message, cause: drift.cause, accept }));
}

/** Fields that came, or whose type is another one; their lines are those that a change shows. */
function changedFields({ before, after }: Drift): readonly string[] {
  if (before === null || after === null || !isKnown(before) || !isKnown(after)) return [];
  const olds = new Map(before.fields.map((field) => [field.name, field]));
  return after.fields.filter(({ name, type, sizeBytes }) => name !== "_" && name !== "" && (!isSameType(olds.get(name)?.type ?? "", type) || olds.get(name)?.sizeBytes !== sizeBytes)).map(({ name }) => name);
}

function goVersionOf({ layouts }: StructFacts): string {
  return `1.${layouts[0]?.goMinor ?? 0}`;
}
