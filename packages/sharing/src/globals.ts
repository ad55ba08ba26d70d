import type { Access, Program } from "@cachelint/access";
import type { Package, World } from "@cachelint/types";
import { evidenceOf } from "./evidence.js";
import { isHot, isLive, isLocking, isSynchronised, isWrite } from "./heat.js";
import { type Hints, hintsOfWord, relationOf } from "./hints.js";
import { isConcurrent, isTouchedWith } from "./independence.js";
import type { GlobalConflict, Judged } from "./model.js";
import { newUse, type Use } from "./use.js";
import { areNear, isJudgedByFields, type Variable } from "./variables.js";
import { extentOrAssumed } from "./words.js";

export type GlobalsCandidate = { readonly program: Program; readonly world: World; readonly variables: readonly Variable[]; readonly isOwn: (pkg: Package | null) => boolean; readonly judged: Judged; readonly hints: Hints };

type Hot = { readonly variable: Variable; readonly use: Use; readonly sizeBytes: number; readonly hasPointers: boolean };

/** Package variables of one size, written by independent functions: the linker sorts by size and may put them on one line. */
export function judgeGlobals(candidate: GlobalsCandidate): readonly GlobalConflict[] {
  const hot = candidate.variables.flatMap((variable) => hotVariable(candidate, variable) ?? []);
  const found: GlobalConflict[] = [];
  hot.forEach((a, i) => {
    for (const b of hot.slice(i + 1)) {
      const conflict = judgePair(candidate, a, b);
      if (conflict === null) continue;
      // Neighbours of neighbours are one finding.
      const at = found.findIndex((other) => other.confidence === conflict.confidence && other.unit === conflict.unit && other.names.some((name) => conflict.names.includes(name)));
      if (at < 0) found.push(conflict);
      else found[at] = merged(found[at] as GlobalConflict, conflict);
    }
  });
  return found;
}

function merged(a: GlobalConflict, b: GlobalConflict): GlobalConflict {
  const names = [...new Set([...a.names, ...b.names])];
  const known = new Set(a.evidence.map(({ field }) => field));
  const extentOf = new Map([...a.names.map((name, i) => [name, a.extents?.[i]] as const), ...b.names.map((name, i) => [name, b.extents?.[i]] as const)]);
  return { ...a, names, extents: names.flatMap((name) => extentOf.get(name) ?? []), fields: names, evidence: [...a.evidence, ...b.evidence.filter(({ field }) => !known.has(field))], score: Math.max(a.score, b.score) };
}

function hotVariable({ program, world, isOwn, judged }: GlobalsCandidate, variable: Variable): Hot | null {
  const { root, type } = variable;
  const accesses = program.byRoot.get(root);
  if (accesses === undefined) return null;
  const extent = extentOrAssumed({ world, isAssumed: false }, type);
  if (extent.sizeBytes === 0 || judged.lineBytes <= extent.sizeBytes) return null;
  if (isJudgedByFields(world, type, isOwn)) return null;
  const use = newUse({ path: variable.name, offsetBytes: 0, sizeBytes: extent.sizeBytes, type, isPad: false, isArray: false, inside: [], wrapper: "" });
  for (const access of accesses) noteAccess(program, use, access, root);
  return use.strength === 3 ? { variable, use, sizeBytes: extent.sizeBytes, hasPointers: 0 < extent.pointerBytes } : null;
}

function noteAccess(program: Program, use: Use, access: Access, root: string): void {
  if (!isLive(program, access)) return;
  use.live.push(access);
  use.byFn.set(access.fn, [...(use.byFn.get(access.fn) ?? []), access]);
  const isElement = access.ref.views.some((view) => view.root === root && view.path.includes("[]"));
  if (isElement || !isWrite(access) || (!isSynchronised(access) && !access.isToldHot) || !isHot(program, access)) return;
  use.hotWrites.push(access);
  if (access.kind === "atomic-rmw" || isLocking(access) || access.isToldHot) use.strength = 3;
  if (isLocking(access)) use.isLock = true;
}

function judgePair({ program, world, judged, hints }: GlobalsCandidate, a: Hot, b: Hot): GlobalConflict | null {
  const [said, other] = [a, b].map(({ variable }) => hintsOfWord(hints, variable.root, { path: "", inside: [] }).map((hint) => ({ ...hint, part: "variables|" })));
  if (said && other && relationOf(said, other) === "together") return null;
  if (a.sizeBytes !== b.sizeBytes || a.hasPointers !== b.hasPointers) return null;
  const isFree = (use: Use, other: Use): boolean => use.hotWrites.some((access) =>
    other.hotWrites.some((rival) => isConcurrent(program, access, rival)) && !isTouchedWith(program, access, other.byFn, { depth: 1, isWriteOnly: false }),
  );
  if (!isFree(a.use, b.use) || !isFree(b.use, a.use)) return null;
    // Whether two locks are contended cannot be seen.
  const isSure = areNear(a.variable, b.variable) && !(a.use.isLock && b.use.isLock);
  const score = isSure ? 5.5 : 2.5;
  const names = [a.variable.name, b.variable.name];
  const extents = [a, b].map(({ variable }) => extentOrAssumed({ world, isAssumed: false }, variable.type));
  return {
    kind: "globals", unit: a.variable.unit, offset: a.variable.offset, names, extents, fields: names, score, confidence: isSure ? "medium" : "low", lineBytes: judged.lineBytes, isAssumed: false,
    evidence: [...evidenceOf(program, a.variable.name, a.use.hotWrites, 2), ...evidenceOf(program, b.variable.name, b.use.hotWrites, 2)],
  };
}
