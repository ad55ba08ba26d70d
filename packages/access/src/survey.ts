import { underlying } from "@cachelint/types";
import type { Access, CallSite, Fn, Ref, View } from "./model.js";
import { goroutineWrites } from "./goroutine-writes.js";
import { isSmall } from "./inline.js";
import type { Library } from "./library.js";
import { elementViews, topField } from "./roots.js";
import { isTelling } from "./telling.js";
import { isToldConcurrent, type Told } from "./told.js";

/** What the functions read so far say of which structs and variables can matter. */
export type Survey = {
  readonly library: Library;
  readonly told: Told;
  /** Functions of other packages that were looked at. */
  readonly foreigners: Set<Fn["decl"]>;
  readonly digests: Map<Fn, Digest>;
  /** Functions that synchronise on what they are handed, by declaration: which parameters. */
  readonly helpers: Helpers;
  /** Functions that write what they are handed, by declaration: which parameters. */
  readonly writers: Helpers;
  readonly signs: Map<string, Signs>;
  /** Words that goroutines write plainly, by root: their paths. */
  readonly plain: Map<string, ReadonlySet<string>>;
  /** Roots of slices that are made somewhere. */
  readonly made: Set<string>;
  /** Calls that hand a place on, by the function that is called. */
  readonly handing: Map<Fn["decl"], Handing[]>;
  /** Helpers found since their callers were last looked at. */
  readonly queue: Helper[];
};

/** The roots that a function touches, and which of their fields. */
type Digest = { readonly touched: ReadonlyMap<string, ReadonlySet<string>> };
type Helpers = Map<Fn["decl"], Set<number>>;
type Helper = { readonly helpers: Helpers; readonly decl: Fn["decl"]; readonly param: number };
type Handing = { readonly fn: Fn; readonly call: CallSite };

/** Why a root is a candidate; `paths` are those of the words that somebody updates, `lockPaths` those of its locks. `isLockFree`: some are exchanged, or may be. */
export type Signs = { isUpdated: boolean; isElement: boolean; hasLock: boolean; isLockFree: boolean; readonly paths: Set<string>; readonly lockPaths: Set<string> };

export function newSurvey(library: Library, told: Told): Survey {
  const signs = new Map([...told.roots].map((root): [string, Signs] => [root, { isUpdated: true, isElement: false, hasLock: false, isLockFree: true, paths: new Set([""]), lockPaths: new Set() }]));
  return { library, told, foreigners: new Set(), digests: new Map(), helpers: new Map(), writers: new Map(), signs, plain: new Map(), made: new Set(), handing: new Map(), queue: [] };
}

/** Takes in the functions that are new, or of which more is known now; returns those that are new. */
export function lookAt(survey: Survey): readonly Fn[] {
  const decided = survey.library.decide();
  const fresh = survey.library.fns().filter((fn) => !survey.digests.has(fn));
  for (const fn of fresh) {
    noteHanding(survey, fn);
    for (const { root, length } of fn.allocations) if (length !== null) survey.made.add(root);
  }
  for (const fn of new Set([...fresh, ...decided])) {
    digest(survey, fn);
    for (const access of fn.accesses) if (canBeHot(fn, access)) noteAccess(survey, access);
    noteCursors(survey, fn);
  }
  followHelpers(survey);
  return fresh;
}

/** Roots on which somebody synchronises in a way that can become a finding. */
export function candidateRoots(survey: Survey): ReadonlyMap<string, Signs> {
  const { signs, plain, made, library } = survey;
  // The linker may put a lock beside any variable of its package that is updated.
  const updated = new Set([...signs].filter(([root, { isUpdated }]) => isUpdated && root.startsWith("V:")).map(([root]) => packageOf(root)));
  const { elements } = library.held();
  // Slices may be known to local variables and raw pointers only.
  const isShared = (root: string): boolean => (root.startsWith("V:") ? updated.has(packageOf(root)) : elements.has(root) || made.has(root));
  const candidates = new Map([...signs].filter(([root, { isUpdated, isElement, hasLock }]) => isUpdated || (hasLock && (isElement || isShared(root)))));
  for (const [root, paths] of plain) candidates.set(root, withPaths(signs.get(root), paths));
  return candidates;
}

/**
 * Words that are nobody's but one goroutine's each are candidates where several goroutines have such words. Looks for them
 * in all that was read; says whether there are new ones.
 */
export function findPlain({ library, writers, told, plain }: Survey): boolean {
  const { elements } = library.held();
  const fns = library.fns();
  let isNew = false;
  for (const [root, { writers: own, isMulti, paths }] of goroutineWrites({ fns, isToldConcurrent: (fn) => isToldConcurrent(told, fn), writtenParams: (decl) => writers.get(decl) ?? new Set() })) {
    if (!isMulti && own.size < 2 && !elements.has(root) && ![...paths].some((path) => path.includes("[]"))) continue;
    isNew ||= (plain.get(root)?.size ?? 0) < paths.size;
    plain.set(root, paths);
  }
  return isNew;
}

function withPaths(signs: Signs | undefined, paths: ReadonlySet<string>): Signs {
  return { isUpdated: true, isElement: signs?.isElement ?? false, hasLock: signs?.hasLock ?? false, isLockFree: true, paths: new Set([...(signs?.paths ?? []), ...paths]), lockPaths: signs?.lockPaths ?? new Set() };
}

function packageOf(root: string): string {
  return root.slice(0, root.lastIndexOf("."));
}

function digest(survey: Survey, fn: Fn): void {
  const touched = new Map<string, Set<string>>();
  const note = ({ root, path }: View): void => {
    const fields = touched.get(root) ?? new Set<string>();
    touched.set(root, fields.add(topField(path)));
  };
  for (const { ref, kind } of fn.accesses) {
    // What nobody else has yet, a copy among it, is touched alone, whoever calls.
    if (!ref.isFresh) ref.views.forEach(note);
    noteHelper(survey, fn, { ref, kind });
  }
  fn.returned?.views.forEach(note);
  for (const call of fn.calls) for (const arg of call.args) if (arg?.isFresh === false) for (const view of arg.views) if (isTelling(view)) note(view);
  survey.digests.set(fn, { touched });
}

function noteHanding(survey: Survey, fn: Fn): void {
  for (const call of fn.calls) {
    if (!call.args.some((arg) => arg !== null && (arg.relative !== null || arg.views.some(isTelling)))) continue;
    const handing: Handing = { fn, call };
    const { decl } = call.callee;
    const others = survey.handing.get(decl);
    if (others) others.push(handing);
    else survey.handing.set(decl, [handing]);
    for (const helpers of [survey.helpers, survey.writers]) for (const param of helpers.get(decl) ?? []) passOn(survey, helpers, handing, param);
    for (const arg of call.args) if (isProcessors(arg)) noteHanded(survey, arg);
    noteForeigner(survey, call);
  }
}

function noteHelper(survey: Survey, { decl }: Fn, { ref: { relative }, kind }: Pick<Access, "ref" | "kind">): void {
  if (relative !== null && kind !== "read") addHelper(survey, kind === "write" ? survey.writers : survey.helpers, decl, relative.param);
}

/** What a function of another package does to the places that it is handed. */
function noteForeigner(survey: Survey, { callee }: CallSite): void {
  if (survey.foreigners.has(callee.decl)) return;
  survey.foreigners.add(callee.decl);
  const fn = survey.library.foreign(callee);
  if (fn === null) return;
  for (const access of fn.accesses) noteHelper(survey, fn, access);
  noteHanding(survey, fn);
}

/** Places that are handed to it are synchronised on, or written, too. */
function addHelper(survey: Survey, helpers: Helpers, decl: Fn["decl"], param: number): void {
  if (decl === null) return;
  const own = helpers.get(decl) ?? new Set<number>();
  helpers.set(decl, own);
  if (own.has(param)) return;
  own.add(param);
  survey.queue.push({ helpers, decl, param });
}

/** Whoever hands a place of its own on to a helper is one itself. */
function followHelpers(survey: Survey): void {
  for (let next = survey.queue.pop(); next !== undefined; next = survey.queue.pop()) {
    const { helpers, decl, param } = next;
    for (const handing of survey.handing.get(decl) ?? []) passOn(survey, helpers, handing, param);
  }
}

function passOn(survey: Survey, helpers: Helpers, { fn, call }: Handing, param: number): void {
  const arg = call.args[param];
  if (!arg) return;
  if (arg.relative !== null) addHelper(survey, helpers, fn.decl, arg.relative.param);
  if (helpers === survey.helpers) noteHanded(survey, arg);
}

function noteHanded(survey: Survey, ref: Ref): void {
  // Who is handed a slice may synchronise on its elements.
  const isSlice = ref.type !== null && underlying(ref.type).kind === "slice";
  for (const view of isSlice ? [...ref.views, ...elementViews(ref)] : ref.views) {
    if (!isTelling(view)) continue;
    const own = signsOf(survey, view.root);
    own.isUpdated = true;
    own.isLockFree = true;
    own.paths.add(view.path);
  }
}

function signsOf({ signs }: Survey, root: string): Signs {
  const own = signs.get(root) ?? { isUpdated: false, isElement: false, hasLock: false, isLockFree: false, paths: new Set<string>(), lockPaths: new Set<string>() };
  signs.set(root, own);
  return own;
}

function noteAccess(survey: Survey, { ref, kind }: Access): void {
  for (const { root, path } of ref.views) {
    const own = signsOf(survey, root);
    const isLock = kind === "lock" || kind === "unlock";
    (isLock ? own.lockPaths : own.paths).add(path);
    if (ref.index !== null) own.isElement = true;
    if (isLock) own.hasLock = true;
    else own.isUpdated = true;
    if (kind === "atomic-rmw") own.isLockFree = true;
  }
}

/** Words that are plainly written by who stores to slots of the same struct. */
function noteCursors(survey: Survey, { accesses }: Fn): void {
  const holders = new Set(accesses.flatMap(({ kind, ref }) => (kind === "atomic-store" && !ref.isFresh ? ref.views.flatMap(({ root }) => (root.startsWith("S:T:") ? root.slice(2) : [])) : [])));
  if (holders.size === 0) return;
  for (const { kind, ref, isCold } of accesses) {
    const [outer] = ref.views;
    if (kind !== "write" || isCold || ref.isFresh || outer === undefined || ![...holders].some((holder) => holder.startsWith(`${outer.root}.`))) continue;
    const own = signsOf(survey, outer.root);
    own.isUpdated = true;
    own.paths.add(outer.path);
  }
}

/** An element that belongs to the processor that the goroutine runs on: it is written without more ado. */
function isProcessors(ref: Ref | null): ref is Ref {
  return ref !== null && !ref.isFresh && ref.index?.class === "cpu";
}

/** A synchronised write that may happen often: no constructor's, no failure path's, no flag set once. */
function canBeHot(fn: Fn, { ref, kind, isCold, isFill, isConstant, isUpdate, nLoops }: Access): boolean {
  if (kind === "write" && isProcessors(ref) && !isCold) return true;
  if (ref.isFresh || isCold || kind === "read" || kind === "write" || kind === "atomic-load") return false;
  // A flag of one's own among those of others is no flag set once, nor is a slot filled once.
  if (ref.index !== null) return true;
  if (isFill || kind !== "atomic-store") return !isFill;
  if (isConstant) return false;
  return 0 < nLoops || isUpdate || isSmall(fn) || fn.accesses.some((other) => (other.kind === "atomic-load" || other.kind === "read") && other.ref.views.some(({ root, path }) => ref.views.some((view) => view.root === root && view.path === path)));
}
