import type { BuildContext, Workspace } from "@cachelint/project";
import type { Sources } from "@cachelint/types";
import { noAtomicWords } from "./atomic-words.js";
import { atomicHazards } from "./atomics.js";
import { type Census, visit } from "./census.js";
import { knownOrderedEncoders } from "./encoders.js";
import { changesPanics, sweepComparisons } from "./comparisons.js";
import { finalizerHazards, noneFinalized } from "./finalizers.js";
import { noneHeld } from "./callables.js";
import { markHazards } from "./marks.js";
import type { Hazard, HazardSubject, StructEdit } from "./model.js";
import { namesOf } from "./names.js";
import { assemblyHazards } from "./outside-go.js";
import { subjectOf } from "./subjects.js";
import { followAll } from "./follow.js";
import { sweep } from "./sweep.js";
import { foreignConversions, indexTwins, type TwinIndex, twinsOf, wantedFor } from "./twins.js";
import { openUniverse, type Universe } from "./universe.js";

export type SafetyOptions = {
  readonly workspace: Workspace;
  /** Those of the run, so that nothing is read twice and structs are the same objects. */
  readonly sources: Sources;
  /** The target whose files are taken for a package's own where files of several builds declare the same. */
  readonly context: BuildContext;
  /** Encoders that go by the order of fields, besides those that are known: `import/path`, `path.Function`, `path.Type.Method`. */
  readonly orderedEncoders?: readonly string[];
};

/** What is known of the modules of a workspace, read when first asked. */
export type Safety = { readonly universe: Universe; readonly census: Census; readonly prepared: () => TwinIndex; /** Reads all comparisons, when first asked: few structs mind them. */ readonly compared: () => void };

/** Opens the modules of a workspace for questions; null for an architecture that Go has no port for. Reads nothing yet but the heads of files. */
export function openSafety({ workspace, sources, context, orderedEncoders = [] }: SafetyOptions): Safety | null {
  const universe = openUniverse(workspace, sources, context);
  if (universe === null) return null;
  const census: Census = {
    universe, hazards: new Map(), atomicWords: noAtomicWords(), finalized: noneFinalized(), visited: new Map(),
    callees: { ordered: [...knownOrderedEncoders, ...orderedEncoders], wrappers: new Map(), units: new Map(), methods: new Map(), queue: [], held: noneHeld() },
    foreign: { queue: [], callers: new Map() },
    tapped: { kinds: new Map(), queue: [] },
  };
  let twins: TwinIndex | undefined;
  const prepared = (): TwinIndex => {
    if (twins === undefined) sweep(census);
    return (twins ??= indexTwins(universe));
  };
  let isCompared = false;
  const compared = (): void => {
    if (!isCompared) sweepComparisons(census);
    isCompared = true;
  };
  return { universe, census, prepared, compared };
}

const anyReorder: StructEdit = { kind: "reorder", order: null };

/**
 * Everything in the main modules, tests and files of other builds included, that minds a change to the order of a struct's
 * fields, or padding between them: what withholds it first, then what makes it unsafe, each by file and offset. A struct of
 * another module is withheld as a whole. Ask with the new order where it is known: alignment of atomic words hangs on it.
 */
export function reorderHazards(struct: HazardSubject, safety: Safety, edit: StructEdit = anyReorder): readonly Hazard[] {
  const { universe, census } = safety;
  const subject = subjectOf(universe, struct);
  if (subject === null) return [{ reason: "open-to-others", detail: "it is no part of the main modules", unit: null, offset: 0, length: 0, weight: "withholds" }];
  const twins = safety.prepared();
  const minds = changesPanics(subject.type, edit);
  if (minds) safety.compared();
  const naming = namesOf(universe, subject);
  visit(census, naming.wanted);
  visit(census, foreignConversions(universe, subject));
  const same = twinsOf(universe, twins, subject);
  for (const twin of same) visit(census, wantedFor(universe, twin));
  followAll(census);
  const anonymous = same.find(({ isAnonymous }) => isAnonymous) ?? (subject.isAnonymous ? same[0] : undefined);
  const found: readonly Hazard[] = [
    ...(census.hazards.get(subject.syntax)?.values() ?? []),
    ...markHazards(universe, subject, { names: subject.name === null ? [] : naming.names.map(({ name }) => name), edit }),
    ...assemblyHazards(universe, subject),
    ...(anonymous === undefined ? [] : [{ reason: "identical-struct" as const, detail: "a struct without a name has the same fields in the same order, and is the same type while it does", unit: anonymous.unit, offset: anonymous.syntax.start, length: anonymous.syntax.end - anonymous.syntax.start, weight: "withholds" as const }]),
    ...atomicHazards(census, subject, edit),
    ...finalizerHazards(census, subject.type, edit),
  ];
  // A blank field is in no encoded text.
  return found.filter(({ reason }) => (edit.kind === "reorder" || reason !== "serialised") && (minds || reason !== "comparison")).toSorted(byWeight);
}

function byWeight(a: Hazard, b: Hazard): number {
  const [left, right] = [a.unit?.source.file.path ?? "", b.unit?.source.file.path ?? ""];
  return Number(a.weight === "unsafe") - Number(b.weight === "unsafe") || (left < right ? -1 : left > right ? 1 : 0) || a.offset - b.offset;
}

