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
  readonly handed: Map<string, Handed>;
};

/** What the caller knows a place by that it hands over, or a part of that place. */
type Handed = { readonly views: readonly View[]; readonly isTelling: boolean; readonly isCandidate: boolean };

export function callPassage(call: CallSite, { isWhole, isCandidate }: Pick<Passage, "isWhole" | "isCandidate">): Passage {
  return { call, isWhole, isCandidate, locks: joiner(call.locks), handed: new Map() };
}

/** A place of the callee as the caller sees it; null where it is no business of the caller's, or of nobody's. */
export function passed(passage: Passage, ref: Ref): Ref | null {
  const { call, isWhole } = passage;
  const { relative } = ref;
  const arg = relative === null ? null : (call.args[relative.param] ?? null);
  const isOwnCandidate = ref.views.some(({ root }) => passage.isCandidate(root));
  if (relative === null || arg === null) return isWhole && isOwnCandidate ? { ...ref, relative: null, index: indexOf(call, ref) } : null;
  const handed = handedAt(passage, arg, relative);
  if (!isWhole && !handed.isTelling) return null;
  const through = relativeThrough(arg, relative);
  if (through === null && !isOwnCandidate && !handed.isCandidate) return null;
  // Written out, because spreading costs more than all the rest.
  return {
    views: withViews(handed.views, ref.views), relative: through,
    type: ref.type, trail: arg.trail.length === 0 ? ref.trail : [...arg.trail, ...ref.trail], isFresh: ref.isFresh || arg.isFresh, isLocal: ref.isLocal,
    index: indexOf(call, ref) ?? arg.index, element: ref.element ?? arg.element, isOwnSlice: ref.isOwnSlice,
  };
}

function indexOf({ indices }: CallSite, { index }: Ref): Ref["index"] {
  return index === null || index.param < 0 ? index : (indices[index.param] ?? index);
}

function handedAt({ handed, isCandidate }: Passage, arg: Ref, { param, isSlice, path }: Relative): Handed {
  const key = `${param}${isSlice ? "[]" : ""}${path}`;
  const known = handed.get(key);
  if (known !== undefined) return known;
  const outer = isSlice ? elementViews(arg) : arg.views;
  const views = path === "" ? outer : outer.map((view) => ({ root: view.root, path: view.path + path }));
  const own = { views, isTelling: isSlice || arg.relative !== null || outer.some(isTelling), isCandidate: views.some(({ root }) => isCandidate(root)) };
  handed.set(key, own);
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
