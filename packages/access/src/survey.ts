import type { Access, CallSite, Fn } from "./model.js";
import { isToldConcurrent, type Told } from "./told.js";

/** What the functions read so far say of which structs and variables can matter. */
export type Survey = {
  readonly told: Told;
  readonly digests: Map<Fn, Digest>;
  /** Functions that synchronise on what they are handed, by declaration: which parameters. */
  readonly helpers: Map<Fn["decl"], Set<number>>;
  readonly signs: Map<string, Signs>;
  /** Functions that goroutines start with, and those that these call. */
  readonly goroutines: Set<Fn["decl"]>;
  /** Functions with plain writes in loops, not known to run in goroutines of their own. */
  readonly plain: Set<Fn>;
  /** Calls that hand a place on, not yet known to synchronise on it. */
  handing: Handing[];
};

/** The roots that a function touches. */
type Digest = { readonly roots: readonly string[]; /** The functions it starts as goroutines. */ readonly started: readonly CallSite["callee"][] };
type Handing = { readonly fn: Fn; readonly call: CallSite };

/** Why a root is a candidate; `paths` are those of the words that somebody synchronises on. */
export type Signs = { isUpdated: boolean; isElement: boolean; hasLock: boolean; readonly paths: Set<string> };

export function newSurvey(told: Told): Survey {
  const signs = new Map([...told.roots].map((root): [string, Signs] => [root, { isUpdated: true, isElement: false, hasLock: false, paths: new Set([""]) }]));
  return { told, digests: new Map(), helpers: new Map(), signs, goroutines: new Set(), plain: new Set(), handing: [] };
}

/** Takes in the functions that are new. */
export function lookAt(survey: Survey, fns: readonly Fn[]): void {
  const fresh = fns.filter((fn) => !survey.digests.has(fn));
  for (const fn of fresh) digest(survey, fn);
  for (const fn of fresh) noteGoroutines(survey, fn);
  for (const fn of fresh) for (const access of fn.accesses) if (canBeHot(fn, access)) noteAccess(survey, access);
  notePlainWrites(survey);
  followHelpers(survey);
}

/** Roots on which somebody synchronises in a way that can become a finding. */
export function candidateRoots({ signs }: Survey): ReadonlyMap<string, Signs> {
  return new Map([...signs].filter(([, { isUpdated, isElement, hasLock }]) => isUpdated || (isElement && hasLock)));
}

function digest(survey: Survey, fn: Fn): void {
  const roots = new Set<string>();
  for (const { ref, kind } of fn.accesses) {
    for (const { root } of ref.views) roots.add(root);
    if (ref.relative !== null && kind !== "read" && kind !== "write") addHelper(survey, fn, ref.relative.param);
  }
  if (fn.accesses.some(isPlainWrite)) survey.plain.add(fn);
  survey.digests.set(fn, { roots: [...roots], started: fn.calls.flatMap(({ isGo, callee }) => (isGo ? [callee] : [])) });
  for (const call of fn.calls) if (call.args.some((arg) => arg !== null && (arg.relative !== null || arg.views.some(isTelling)))) survey.handing.push({ fn, call });
}

function isTelling({ root, path }: { readonly root: string; readonly path: string }): boolean {
  return path !== "" || !root.startsWith("T:");
}

function addHelper({ helpers }: Survey, { decl }: Fn, param: number): boolean {
  if (decl === null) return false;
  const own = helpers.get(decl) ?? new Set<number>();
  helpers.set(decl, own);
  return !own.has(param) && own.add(param).has(param);
}

function noteGoroutines({ goroutines, told }: Survey, fn: Fn): void {
  const { calls, decl, launch } = fn;
  if (isToldConcurrent(told, fn)) goroutines.add(decl);
  for (const { isGo, callee } of calls) if (isGo) goroutines.add(callee.decl);
  if (launch !== null || goroutines.has(decl)) for (const { callee } of calls) goroutines.add(callee.decl);
}

/** Places that are handed to who synchronises on them. */
function followHelpers(survey: Survey): void {
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const { fn, call } of survey.handing) {
      for (const param of survey.helpers.get(call.callee.decl) ?? []) {
        const arg = call.args[param];
        if (!arg) continue;
        if (arg.relative !== null && addHelper(survey, fn, arg.relative.param)) isChanged = true;
        for (const view of arg.views) {
          if (!isTelling(view)) continue;
          const own = signsOf(survey, view.root);
          own.isUpdated = true;
          own.paths.add(view.path);
        }
      }
    }
  }
}

function signsOf({ signs }: Survey, root: string): Signs {
  const own = signs.get(root) ?? { isUpdated: false, isElement: false, hasLock: false, paths: new Set<string>() };
  signs.set(root, own);
  return own;
}

function noteAccess(survey: Survey, { ref, kind }: Access): void {
  for (const { root, path } of ref.views) {
    const own = signsOf(survey, root);
    own.paths.add(path);
    if (ref.index !== null) own.isElement = true;
    if (kind === "lock" || kind === "unlock") own.hasLock = true;
    else own.isUpdated = true;
  }
}

/** Plain words count where goroutines write them in loops. Which functions those are may be learnt after their bodies were read. */
function notePlainWrites(survey: Survey): void {
  for (const fn of survey.plain) {
    if (fn.launch === null && !survey.goroutines.has(fn.decl)) continue;
    survey.plain.delete(fn);
    for (const access of fn.accesses) if (isPlainWrite(access)) noteAccess(survey, access);
  }
}

function isPlainWrite({ kind, nLoops }: Access): boolean {
  return kind === "write" && 0 < nLoops;
}

/** A synchronised write that may happen often: no constructor's, no failure path's, no flag set once. */
function canBeHot(fn: Fn, { ref, kind, isCold, isFill, isConstant, nLoops }: Access): boolean {
  if (ref.isFresh || isCold || isFill || kind === "read" || kind === "write" || kind === "atomic-load") return false;
  if (kind !== "atomic-store") return true;
  if (isConstant) return false;
  return 0 < nLoops || fn.accesses.some((other) => (other.kind === "atomic-load" || other.kind === "read") && other.ref.views.some(({ root, path }) => ref.views.some((view) => view.root === root && view.path === path)));
}
