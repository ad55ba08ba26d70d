import { joiner } from "./link.js";
import type { CallSite, Locks, Ref, Relative, View } from "./model.js";
import { elementViews, isArray } from "./roots.js";
import { isTelling } from "./telling.js";

/** A call as the way of places from the callee to the caller. What is handed over is looked at once, for all accesses. */
export type Passage = {
  readonly call: CallSite;
  /** All that the callee does is its caller's. */
  readonly isWhole: boolean;
  readonly isCandidate: (root: string) => boolean;
  readonly locks: (own: Locks) => Locks;
  /** By parameter, the elements of a slice apart from it, and by path. */
  readonly handed: Map<string, Handed>[];
};

/** What the caller knows a place by that it hands over, or a part of that place. */
type Handed = { readonly arg: Ref; readonly views: readonly View[]; readonly relative: Relative | null; readonly isTelling: boolean; readonly isCandidate: boolean };

/** What of the callee's is looked for at the caller: words of candidates, or what lies in the caller's own parameters; 0 is nothing. */
export const [ofCandidate, ofParameter] = [1, 2] as const;

export function callPassage(call: CallSite, { isWhole, isCandidate }: Pick<Passage, "isWhole" | "isCandidate">): Passage {
  return { call, isWhole, isCandidate, locks: joiner(call.locks), handed: [] };
}

/** What a place of the callee is to the caller; 0 where it is no business of the caller's, or of nobody's. */
export function standing(passage: Passage, ref: Ref): number {
  const handed = handedAt(passage, ref.relative);
  if (!passage.isWhole && handed?.isTelling !== true) return 0;
  const isCandidate = handed?.isCandidate === true || ref.views.some(({ root }) => passage.isCandidate(root));
  return (isCandidate ? ofCandidate : 0) | (handed !== null && handed.relative !== null ? ofParameter : 0);
}

/** A place of the callee as the caller sees it. */
export function passed(passage: Passage, ref: Ref): Ref {
  const index = indexOf(passage.call, ref);
  const handed = handedAt(passage, ref.relative);
  if (handed === null) return { ...ref, relative: null, index };
  const { arg, views, relative } = handed;
  // Written out, because spreading costs more than all the rest.
  return {
    views: withViews(views, ref.views), relative, type: ref.type, trail: arg.trail.length === 0 ? ref.trail : [...arg.trail, ...ref.trail], isFresh: ref.isFresh || arg.isFresh, isLocal: ref.isLocal,
    index: index ?? arg.index, element: ref.element ?? arg.element, isOwnSlice: ref.isOwnSlice,
  };
}

function indexOf({ indices }: CallSite, { index }: Ref): Ref["index"] {
  return index === null || index.param < 0 ? index : (indices[index.param] ?? index);
}

/** null for what is not handed over, or of which nothing is known. */
function handedAt({ call, handed, isCandidate }: Passage, relative: Relative | null): Handed | null {
  const arg = relative === null ? null : (call.args[relative.param] ?? null);
  if (relative === null || arg === null) return null;
  const { param, isSlice, path } = relative;
  const byPath = (handed[2 * param + Number(isSlice)] ??= new Map<string, Handed>());
  const known = byPath.get(path);
  if (known !== undefined) return known;
  const outer = isSlice ? elementViews(arg) : arg.views;
  const views = path === "" ? outer : outer.map((view) => ({ root: view.root, path: view.path + path }));
  const own: Handed = { arg, views, relative: relativeThrough(arg, relative), isTelling: isSlice || arg.relative !== null || outer.some(isTelling), isCandidate: views.some(({ root }) => isCandidate(root)) };
  byPath.set(path, own);
  return own;
}

/** The place within the caller's own parameters; the elements of a slice that a parameter only leads to are not. */
function relativeThrough(arg: Ref, { isSlice, path }: Relative): Relative | null {
  if (arg.relative === null || !isSlice) return arg.relative && { ...arg.relative, path: arg.relative.path + path };
  if (isArray(arg)) return { ...arg.relative, path: `${arg.relative.path}[]${path}` };
  return arg.relative.path === "" && !arg.relative.isSlice ? { ...arg.relative, isSlice, path } : null;
}

function withViews(handed: readonly View[], own: readonly View[]): readonly View[] {
  const others = own.filter(({ root, path }) => !handed.some((view) => view.root === root && view.path === path));
  return others.length === 0 ? handed : [...handed, ...others];
}
