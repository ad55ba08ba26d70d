import type { FuncDecl } from "@cachelint/syntax";
import { isSmall, maxDepth } from "./inline.js";
import type { CallSite, Fn, Ref } from "./model.js";

/** Plain writes to a root by functions that goroutines start with, again and again. */
export type GoroutineWrites = {
  readonly writers: Set<Fn>;
  /** One of them is started many times. */
  isMulti: boolean;
  readonly paths: Set<string>;
};

export type Written = {
  readonly fns: readonly Fn[];
  readonly isToldConcurrent: (fn: Fn) => boolean;
  /** Which parameters a function writes through, itself or by others. */
  readonly writtenParams: (decl: FuncDecl) => ReadonlySet<number>;
};

type Visit = { readonly starter: Fn; readonly isMulti: boolean; readonly isLooped: boolean; readonly depth: number };

/** Words that goroutines write plainly, by root: their own only if no two goroutines write one. */
export function goroutineWrites({ fns, isToldConcurrent, writtenParams }: Written): ReadonlyMap<string, GoroutineWrites> {
  const byDecl = new Map(fns.flatMap((fn) => (fn.decl === null ? [] : [[fn.decl, fn] as const])));
  const found = new Map<string, GoroutineWrites>();
  const note = ({ views }: Ref, { starter, isMulti }: Visit): void => {
    for (const { root, path } of views) {
      const own = found.get(root) ?? { writers: new Set(), isMulti: false, paths: new Set() };
      found.set(root, own);
      own.writers.add(starter);
      own.isMulti ||= isMulti;
      own.paths.add(path);
    }
  };
  const visit = (fn: Fn, at: Visit): void => {
    for (const { kind, nLoops, ref, locks } of fn.accesses) if (kind === "write" && (at.isLooped || 0 < nLoops) && locks.size === 0) note(ref, at);
    for (const call of fn.calls) {
      const isLooped = at.isLooped || 0 < call.nLoops;
      if (call.isGo) continue;
      if (isLooped) for (const param of writtenParams(call.callee.decl)) if (call.args[param]) note(call.args[param], at);
      const callee = byDecl.get(call.callee.decl);
      if (callee !== undefined && callee !== fn && at.depth < maxDepth && isSmall(callee)) visit(callee, { ...at, isLooped, depth: at.depth + 1 });
    }
  };
  const start = (fn: Fn | undefined, isMulti: boolean): void => {
    if (fn !== undefined) visit(fn, { starter: fn, isMulti, isLooped: false, depth: 0 });
  };
  for (const fn of fns) {
    if (isToldConcurrent(fn)) start(fn, true);
    else if (fn.launch !== null) start(fn, fn.launch.isInLoop);
    for (const call of fn.calls) if (call.isGo) start(byDecl.get(call.callee.decl), isStartedOften(call));
  }
  return found;
}

function isStartedOften({ nLoops }: CallSite): boolean {
  return 0 < nLoops;
}
