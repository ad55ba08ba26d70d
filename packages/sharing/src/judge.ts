import { type Program, typeRoot } from "@cachelint/access";
import { memberOf, type Package, type Type, type TypeObject, typeOfObject, unalias, underlying, type World } from "@cachelint/types";
import { elementCandidates } from "./element-candidates.js";
import { judgeElements } from "./elements.js";
import { type Candidate, judgeFields } from "./fields.js";
import { judgeGlobals } from "./globals.js";
import { isLive, isWrite } from "./heat.js";
import type { Hints } from "./hints.js";
import { judgeIsolated } from "./isolated.js";
import { judgeIsolatedElements } from "./isolated-elements.js";
import { localStructs } from "./local-elements.js";
import { type HoldersOf, objectCount } from "./many.js";
import { judgeMisplaced } from "./judge-misplaced.js";
import type { Misplaced } from "./misplaced.js";
import type { Conflict, ElementConflict, Judged } from "./model.js";
import { isIdle, type Variable, variablesIn } from "./variables.js";

export type JudgeOptions = {
  readonly program: Program;
  /** The target that layouts are taken from. */
  readonly world: World;
  readonly pkg: Package;
  /** Packages whose structs are taken apart where they are nested. */
  readonly isOwn: (pkg: Package | null) => boolean;
  readonly judged: Judged;
  /** What users say of fields, variables and types. */
  readonly hints: Hints;
};

/** A declared type of a package, or a variable. */
export type Declared = { readonly types: readonly DeclaredType[]; readonly variables: readonly Variable[] };
export type DeclaredType = { readonly object: TypeObject; readonly root: string; readonly type: Type };

/** What is said of the accesses to a package's words. */
export type Judgement = Conflict | Misplaced;

/** The conflicts in a package under one target, and the words that lie in the wrong place. */
export function judgePackage(options: JudgeOptions): readonly Judgement[] {
  const declared = declaredIn(options);
  const conflicts = [...fieldConflicts(options, declared), ...elementConflicts(options, declared), ...judgeGlobals({ ...options, variables: declared.variables })];
  return [...judgeMisplaced(options, declared), ...(isTestSupport(options.pkg) ? conflicts.map(lowered) : conflicts)];
}

/** What serves tests is seldom worth bytes: `testing`, `httptest`, `internal/testlog`. */
function isTestSupport({ importPath }: Package): boolean {
  return /(?:^|\/)(?:testing|test(?:util|log|env|help|support|kit|suite|server)[a-z]*|(?:http|io|fs|sock|sync|slog|crypto|net|db)test)(?:\/|$)/.test(importPath);
}

/** One grade less sure. */
function lowered(conflict: Conflict): Conflict {
  return { ...conflict, score: conflict.score - 2, confidence: conflict.confidence === "high" ? "medium" : "low" };
}

/** What a package declares that words can lie in. */
export function declaredIn({ program, world, pkg }: Pick<JudgeOptions, "program" | "world" | "pkg">): Declared {
  const types: DeclaredType[] = [];
  for (const [name, { unit, index }] of pkg.members) {
    if (unit.source.outline.declarations[index]?.keyword !== "type") continue;
    const entity = memberOf(world, pkg, name);
    if (entity?.kind === "type" && !entity.object.isAlias) types.push({ object: entity.object, root: typeRoot(entity.object), type: typeOfObject(world, entity.object) });
  }
  return { types, variables: variablesIn(world, pkg).filter((variable) => !isIdle(program, variable)) };
}

function fieldConflicts(options: JudgeOptions, { types, variables }: Declared): readonly Conflict[] {
  const { program } = options;
  const globals = new Set(variables.flatMap((variable) => {
    const actual = unalias(variable.type);
    return actual.kind === "named" && isWrittenVariable(program, variable.root) ? [typeRoot(actual.object)] : [];
  }));
  const holdersOf = holdersIn(types, variables);
  const ofTypes = types.flatMap(({ object, root, type }) => {
    const count = objectCount(program, root, holdersOf);
    return conflictsIn({ ...options, root, type, place: { kind: "type", object }, isGlobal: globals.has(root) && count === "few", count });
  });
  const ofVariables = variables.flatMap(({ name, root, type, unit, offset }) =>
    unalias(type).kind === "struct" ? conflictsIn({ ...options, root, type, place: { kind: "variable", root, unit, name, offset }, isGlobal: true, count: "few" }) : [],
  );
  const ofLocalTypes = [...program.localTypes].flatMap(([root, type]) => {
    const { object } = type;
    return object.pkg === options.pkg ? conflictsIn({ ...options, root, type, place: { kind: "type", object }, isGlobal: false, count: objectCount(program, root, holdersOf) }) : [];
  });
  const ofLocals = localStructs(options).flatMap((local) => conflictsIn({ ...options, ...local, isGlobal: false, count: "few" }));
  return [...ofTypes, ...ofLocalTypes, ...ofVariables, ...ofLocals];
}

/** What users forbid, and the worst of the rest. */
function conflictsIn(candidate: Candidate): readonly Conflict[] {
  const isolated = judgeIsolated(candidate);
  const judged = judgeFields(candidate);
  if (isolated === null || judged === null) return [isolated ?? judged ?? []].flat();
  return judged.pair.every(({ name }) => isolated.fields.includes(name)) ? [isolated] : [isolated, judged];
}

function isWrittenVariable(program: Program, root: string): boolean {
  return (program.byRoot.get(root) ?? []).some((access) => isLive(program, access) && isWrite(access));
}

function holdersIn(types: readonly DeclaredType[], variables: readonly Variable[]): HoldersOf {
  const holders = new Map<string, (string | null)[]>();
  const add = (held: Type, holder: string | null): void => {
    const actual = unalias(held);
    if (actual.kind !== "named") return;
    const root = typeRoot(actual.object);
    holders.set(root, [...(holders.get(root) ?? []), holder]);
  };
  for (const { type } of variables) add(type, null);
  for (const { type, root } of types) {
    const under = underlying(type);
    if (under.kind === "struct") for (const field of under.fields()) add(field.type, root);
  }
  return (root) => holders.get(root) ?? [];
}

/** One conflict for each element type, the worst; a type without a name counts by its container. */
function elementConflicts(options: JudgeOptions, declared: Declared): readonly ElementConflict[] {
  const best = new Map<string, ElementConflict>();
  for (const candidate of elementCandidates(options, declared)) {
    const conflict = judgeIsolatedElements(candidate) ?? judgeElements(candidate);
    if (conflict === null) continue;
    const key = conflict.element?.pkg === options.pkg ? typeRoot(conflict.element) : `${conflict.container} ${conflict.elementName}`;
    const before = best.get(key);
    if (before === undefined || before.score < conflict.score) best.set(key, conflict);
  }
  return [...best.values()];
}

