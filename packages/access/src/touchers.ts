import type { FuncDecl } from "@cachelint/syntax";
import { isSmall } from "./inline.js";
import type { CallSite, Fn } from "./model.js";
import { isTelling } from "./telling.js";

/**
 * Functions whose callers matter too: they touch a candidate, or call who does. Callers say how often an unexported
 * function runs and under which locks, and what a small one does is theirs.
 */
export function askedCallers(fns: readonly Fn[], isTouching: (fn: Fn) => boolean): readonly Fn[] {
  const callers = callersIn(fns);
  const reached = new Set<Fn>();
  const asked: Fn[] = [];
  const queue = fns.filter(isTouching).map(declared);
  for (let fn = queue.pop(); fn !== undefined; fn = queue.pop()) {
    if (reached.has(fn)) continue;
    reached.add(fn);
    if (/^\p{Lu}/u.test(fn.baseName) && !isSmall(fn)) continue;
    asked.push(fn);
    queue.push(...(callers.get(fn.decl) ?? []));
  }
  return asked;
}

/** A literal runs where its function does. */
function declared(fn: Fn): Fn {
  return fn.parent === null ? fn : declared(fn.parent);
}

function callersIn(fns: readonly Fn[]): ReadonlyMap<FuncDecl | null, readonly Fn[]> {
  const callers = new Map<FuncDecl, Fn[]>();
  for (const fn of fns) {
    for (const { callee } of fn.calls) {
      const own = callers.get(callee.decl);
      if (own) own.push(declared(fn));
      else callers.set(callee.decl, [declared(fn)]);
    }
  }
  return callers;
}

/** Functions that are handed words of candidates. */
export function handedTo(fns: readonly Fn[], isCandidate: (root: string) => boolean): readonly CallSite["callee"][] {
  const found = new Map<FuncDecl, CallSite["callee"]>();
  for (const { calls } of fns) for (const { callee, args } of calls) if (args.some((arg) => arg?.views.some((view) => isTelling(view) && isCandidate(view.root)))) found.set(callee.decl, callee);
  return [...found.values()];
}

/** Functions that goroutines start with, and those that these hand their places on to: what they write may be words of their own. */
export function startedFunctions(fns: readonly Fn[]): readonly CallSite["callee"][] {
  const byDecl = new Map(fns.flatMap((fn) => (fn.decl === null ? [] : [[fn.decl, fn] as const])));
  const started = new Map<FuncDecl, CallSite["callee"]>();
  const queue: Fn[] = [];
  const add = ({ callee }: CallSite): void => {
    if (started.has(callee.decl)) return;
    started.set(callee.decl, callee);
    const fn = byDecl.get(callee.decl);
    if (fn) queue.push(fn);
  };
  for (const fn of fns) {
    if (fn.launch !== null) queue.push(fn);
    for (const call of fn.calls) if (call.isGo) add(call);
  }
  for (let fn = queue.pop(); fn !== undefined; fn = queue.pop()) for (const call of fn.calls) if (call.args.some((arg) => arg !== null && (arg.relative !== null || arg.index !== null || arg.views.some(isTelling)))) add(call);
  return [...started.values()];
}
