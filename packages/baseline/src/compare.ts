import { archOf } from "@cachelint/layout";
import { type StructFacts, type TargetLayout, wholeText } from "@cachelint/lint";
import { typeString, unalias } from "@cachelint/types";
import { causeText, type Versions } from "./cause.js";
import { type Change, classify } from "./classify.js";
import { type Drift, type DriftClass, driftClasses, type LayoutSnapshot, type Snapshot, type TypeSnapshot } from "./model.js";
import type { FieldUses } from "./uses.js";
import { changeText } from "./words.js";
import { compare } from "./write.js";

export type CompareOptions = {
  /** Classes that fail. */
  readonly failing: ReadonlySet<string>;
  /** Packages that were looked at; of others nothing is said. */
  readonly covers: (importPath: string) => boolean;
  /** The struct as it is now; undefined where there is none. */
  readonly structOf: (importPath: string, name: string) => StructFacts | undefined;
  readonly uses: FieldUses;
  readonly moduleVersionBefore: Versions["moduleVersion"];
};

/** What became of each struct under the targets that both snapshots have, by import path, name and target. */
export function compareSnapshots(before: Snapshot, after: Snapshot, options: CompareOptions): readonly Drift[] {
  const importPaths = [...new Set([...before.packages.keys(), ...after.packages.keys()])].filter(options.covers).sort(compare);
  return importPaths.flatMap((importPath) => {
    const [olds, news] = [before.packages.get(importPath) ?? noTypes, after.packages.get(importPath) ?? noTypes];
    const names = [...new Set([...olds.keys(), ...news.keys()])].sort(compare);
    return names.flatMap((type) => driftsOfType({ importPath, type, old: olds.get(type), now: news.get(type), before, after, options }));
  });
}

const noTypes: ReadonlyMap<string, TypeSnapshot> = new Map();
const nothing: Change = { classes: [], match: null, lost: [], misaligned: [] };

type TypeAt = { readonly importPath: string; readonly type: string; readonly old: TypeSnapshot | undefined; readonly now: TypeSnapshot | undefined; readonly before: Snapshot; readonly after: Snapshot; readonly options: CompareOptions };

function driftsOfType(at: TypeAt): readonly Drift[] {
  const { importPath, type, old, now, before, after, options } = at;
  const facts = options.structOf(importPath, type);
  const isFrozen = old?.isFrozen === true || now?.isFrozen === true;
  return [...after.lineBytes.keys()].sort(compare).flatMap((target): readonly Drift[] => {
    if (!before.lineBytes.has(target)) return [];
    const [was, is] = [old?.layouts.get(target) ?? null, now?.layouts.get(target) ?? null];
    if (was === null && is === null) return [];
    const layout = facts?.layouts.find((one) => one.target === target);
    const lineBytes = after.lineBytes.get(target) ?? 64;
    const change = changeOf({ was, is, target, lineBytes, isFrozen, facts, options });
    if (change.classes.length === 0) return [];
    const cause = layout === undefined ? null : causeText(change, layout, { goVersion: before.goVersion, moduleVersion: options.moduleVersionBefore });
    return [{
      importPath, type, target, classes: change.classes, verdict: change.classes.some((name) => options.failing.has(name)) ? "fail" : "notice",
      before: was, after: is, lineBytes, cause, message: changeText({ title: `${importPath}.${type}`, before: was, after: is, change, instead: is === null && layout !== undefined ? meaningOf(layout) : null }),
    }];
  });
}

/** What a name stands for that was a struct's: another type that an alias names, or what a declared type is. */
function meaningOf(layout: TargetLayout): string {
  return wholeText(layout) ?? typeString(layout.world, unalias(layout.type));
}

type Both = { readonly was: LayoutSnapshot | null; readonly is: LayoutSnapshot | null; readonly target: string; readonly lineBytes: number; readonly isFrozen: boolean; readonly facts: StructFacts | undefined; readonly options: CompareOptions };

function changeOf({ was, is, target, lineBytes, isFrozen, facts, options: { uses } }: Both): Change {
  const arch = archOf(target.slice(target.indexOf("/") + 1));
  if (arch === undefined) return nothing;
  if (was === null) return { ...nothing, classes: ["new-type"] };
  if (is === null) return { ...nothing, classes: inOrder([...(isFrozen ? ["frozen" as const] : []), "gone-type"]) };
  return classify(was, is, {
    arch, lineBytes, isFrozen, goMinor: facts?.layouts[0]?.goMinor ?? 0,
    isWritten: (field) => facts !== undefined && uses.isWritten(facts, field),
    isAtomic64: (field) => facts !== undefined && uses.isAtomic64(facts, field),
  });
}

function inOrder(classes: readonly DriftClass[]): readonly DriftClass[] {
  return driftClasses.filter((name) => classes.includes(name));
}
