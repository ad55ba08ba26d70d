import type { FuncDecl } from "@cachelint/syntax";
import { isExported } from "@cachelint/types";
import { isSmall } from "./inline.js";
import type { Callee, CallSite, Fn } from "./model.js";
import { isConstructorName, isMaker } from "./names.js";
import { isTelling } from "./telling.js";

/** Who calls whom, and with what, as far as functions were read. */
export type Touchers = {
  /** Takes in functions that are new. */
  readonly add: (fns: readonly Fn[]) => void;
  /** The function of a declaration; null for the runtime's own locks, which are known by name, and for what was not read. */
  readonly fnOf: (decl: Fn["decl"]) => Fn | null;
  /** Functions that make objects for their callers. */
  readonly makers: readonly Fn[];
  /** Functions that goroutines start with, and those that these hand their places on to: what they write may be words of their own. */
  readonly started: () => Iterable<Callee>;
  /** Functions that are handed words of a root. */
  readonly handed: (root: string) => Iterable<Callee>;
  /** Functions whose callers matter too and that were not named before. */
  readonly askedCallers: (isTouching: (fn: Fn) => boolean) => readonly Fn[];
};

export function newTouchers(): Touchers {
  const byDecl = new Map<Fn["decl"], Fn>();
  const makers: Fn[] = [];
  const starts = newStarts();
  const callers = newCallers();
  const handed = new Map<string, Map<FuncDecl, Callee>>();
  const add = (fns: readonly Fn[]): void => {
    for (const fn of fns) {
      starts.add(fn);
      for (const call of fn.calls) noteHanded(handed, call);
      if (fn.parent !== null || /^(?:un)?lock/.test(fn.baseName)) continue;
      byDecl.set(fn.decl, fn);
      if (0 < fn.allocations.length && (isConstructorName(fn.baseName) || isMaker(fn.decl))) makers.push(fn);
      callers.add(fn);
    }
  };
  return { add, fnOf: (decl) => byDecl.get(decl) ?? null, makers, started: starts.found, handed: (root) => handed.get(root)?.values() ?? [], askedCallers: callers.asked };
}

function noteHanded(handed: Map<string, Map<FuncDecl, Callee>>, { callee, args }: CallSite): void {
  for (const arg of args) {
    for (const view of arg?.views ?? []) {
      if (!isTelling(view)) continue;
      const own = handed.get(view.root) ?? new Map<FuncDecl, Callee>();
      handed.set(view.root, own.set(callee.decl, callee));
    }
  }
}

/** Chains of callers longer than this say nothing more. */
const maxCallers = 4;

/** Callers say how often an unexported function runs and under which locks, and what a small one does is theirs. */
function newCallers(): { readonly add: (fn: Fn) => void; readonly asked: Touchers["askedCallers"] } {
  const callers = new Map<FuncDecl | null, Fn[]>();
  /** How many calls away from one that touches. */
  const distances = new Map<FuncDecl | null, number>();
  let queue: { readonly fn: Fn; readonly distance: number }[] = [];
  let others: Fn[] = [];
  const add = (fn: Fn): void => {
    others.push(fn);
    for (const { callee: { decl, unit } } of fn.calls) {
      const own = callers.get(decl);
      if (own) own.push(fn);
      else callers.set(decl, [fn]);
      const distance = distances.get(decl);
      if (distance !== undefined && (!isExported(decl.name.name) || unit.pkg === fn.unit.pkg)) queue.push({ fn, distance: distance + 1 });
    }
  };
  const reached = new Map<Fn, number>();
  const ask = (isTouching: (fn: Fn) => boolean): readonly Fn[] => {
    const found: Fn[] = [];
    const touching = others.filter(isTouching);
    queue = [...touching.map((fn) => ({ fn, distance: 0 })), ...queue];
    // More come in while those before are followed.
    for (const { fn, distance } of queue) {
      if ((reached.get(fn) ?? maxCallers) <= distance) continue;
      reached.set(fn, distance);
      if (isExported(fn.baseName) && !isSmall(fn)) continue;
      found.push(fn);
      distances.set(fn.decl, distance);
      // What a small exported function does is its callers' own within its package only.
      for (const caller of callers.get(fn.decl) ?? []) if (fn.decl === null || !isExported(fn.baseName) || caller.unit.pkg === fn.unit.pkg) queue.push({ fn: caller, distance: distance + 1 });
    }
    queue = [];
    const seen = new Set(touching);
    others = others.filter((fn) => !seen.has(fn));
    return found;
  };
  return { add, asked: ask };
}

function newStarts(): { readonly add: (fn: Fn) => void; readonly found: () => Iterable<Callee> } {
  const byDecl = new Map<FuncDecl, Fn>();
  const started = new Map<FuncDecl, Callee>();
  const follow = (first: Fn): void => {
    const queue = [first];
    for (let fn = queue.pop(); fn !== undefined; fn = queue.pop()) for (const call of fn.calls) if (handsOn(call)) queue.push(...start(call));
  };
  /** The function that starts, unless that is nothing new or it was not read. */
  const start = ({ callee }: CallSite): readonly Fn[] => {
    if (started.has(callee.decl)) return [];
    started.set(callee.decl, callee);
    const fn = byDecl.get(callee.decl);
    return fn === undefined ? [] : [fn];
  };
  const add = (fn: Fn): void => {
    if (fn.decl !== null) byDecl.set(fn.decl, fn);
    if (fn.launch !== null || (fn.decl !== null && started.has(fn.decl))) follow(fn);
    for (const call of fn.calls) if (call.isGo) start(call).forEach(follow);
  };
  return { add, found: () => started.values() };
}

function handsOn({ args }: CallSite): boolean {
  return args.some((arg) => arg !== null && (arg.relative !== null || arg.index !== null || arg.views.some(isTelling)));
}
