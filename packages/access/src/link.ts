import type { FuncDecl, Stmt } from "@cachelint/syntax";
import { walkBlock, walkStmt } from "@cachelint/syntax";
import { isExported } from "@cachelint/types";
import { excludes } from "./arms.js";
import type { CallSite, Fn, Locks } from "./model.js";
import { isColdName, isConstructorName, isMaker } from "./names.js";
import { isToldConcurrent, nothingTold, type Told } from "./told.js";

/** A function among the others: who calls it, in which goroutines it runs, what its callers hold. */
export type Linked = {
  readonly fn: Fn;
  readonly callers: { readonly from: Linked; readonly call: CallSite }[];
  /** Anybody may call it: exported, used as a value, kept by somebody, or called by nobody seen. */
  isEntry: boolean;
  readonly isExported: boolean;
  isValue: boolean;
  /** Started as a goroutine somewhere; `isMulti` where that happens in a loop, or in several places. */
  goroutine: { isMulti: boolean; isOnce: boolean } | null;
  /** The statements that start it as a goroutine. */
  readonly starts: CallSite[];
  /** Lifecycle code: `Close`, `resize`, `init`. */
  isCold: boolean;
  isAllCold: boolean;
  /** Conditions around all its calls. */
  addedConditions: number;
  isCalledInLoop: boolean;
  /** System calls go with all its calls. */
  isPaced: boolean;
  /** Parameters that every caller passes an object in that nobody else has yet. */
  readonly freshParams: Set<number>;
  /** Parameters in which goroutines of one loop are each handed an element of their own. */
  readonly goroutineParams: Set<number>;
  /** By parameter: the numbers that goroutines are started with. */
  readonly goroutineNumbers: Map<number, Set<number>>;
  inLocks: Locks;
  /** The goroutines it runs in, by the function they start with; null for any caller's. */
  readonly contexts: Set<Linked | null>;
};

/** Joins functions by their calls. Those of several packages may be linked together. */
export function link(fns: readonly Fn[], told: Told = nothingTold): ReadonlyMap<Fn, Linked> {
  const links = linkCalls(fns, told);
  const all = [...links.values()];
  findContexts(all);
  findFreshParams(all);
  inherit(all);
  for (const linked of all) ofParent(linked, links);
  return links;
}

/** The same, but for what goes from callers down to whom they call: only who calls and starts whom is known. */
export function linkCalls(fns: readonly Fn[], told: Told): ReadonlyMap<Fn, Linked> {
  const links = new Map<Fn, Linked>();
  const byDecl = new Map<FuncDecl, Linked>();
  for (const fn of fns) {
    const linked = newLinked(fn);
    links.set(fn, linked);
    if (fn.decl !== null) byDecl.set(fn.decl, linked);
  }
  const all = [...links.values()];
  for (const linked of all) joinCalls(linked, byDecl);
  for (const linked of all) if (isToldConcurrent(told, linked.fn)) runManyTimes(linked);
  for (const linked of all) linked.isEntry = isEntry(linked);
  return links;
}

function newLinked(fn: Fn): Linked {
  const isOpen = fn.parent === null && isExported(fn.baseName);
  const isStart = fn.parent === null && (fn.baseName === "init" || (fn.baseName === "main" && fn.receiver === null));
  return {
    fn, callers: [], starts: [], isEntry: false, isExported: isOpen, isValue: fn.parent !== null && fn.launch === null,
    goroutine: fn.launch === null ? null : { isMulti: fn.launch.isInLoop, isOnce: isStartUp(fn.parent) },
    isCold: isStart || (fn.parent === null && isColdName(fn.baseName)), isAllCold: false, addedConditions: 0, isCalledInLoop: false, isPaced: false, freshParams: new Set(), goroutineParams: new Set(), goroutineNumbers: new Map(), inLocks: new Map(), contexts: new Set(),
  };
}

/** Constructors and lifecycle code start a goroutine once for each object. */
function isStartUp(fn: Fn | null): boolean {
  return fn !== null && (isConstructorName(fn.baseName) || isMaker(fn.decl) || isColdName(fn.baseName));
}

function joinCalls(linked: Linked, byDecl: ReadonlyMap<FuncDecl, Linked>): void {
  const { fn } = linked;
  for (const decl of fn.values) {
    const target = byDecl.get(decl);
    if (target) target.isValue = true;
  }
  for (const decl of fn.onces) {
    const target = byDecl.get(decl);
    if (target) target.isCold = true;
  }
  for (const call of fn.calls) {
    const target = byDecl.get(call.callee.decl);
    if (!target) continue;
    if (!call.isGo) {
      target.callers.push({ from: linked, call });
      continue;
    }
    const before = target.goroutine;
    const isAnother = target.starts.some((start) => !excludes(start, call));
    target.starts.push(call);
    target.goroutine = { isMulti: (before?.isMulti ?? false) || 0 < call.nLoops || isAnother, isOnce: (before?.isOnce ?? false) || isStartUp(fn) };
    call.args.forEach((arg, i) => {
      if (0 < call.nLoops && (arg?.index?.class === "loop" || arg?.index?.class === "goroutine")) target.goroutineParams.add(i);
    });
    call.indices.forEach((index, i) => {
      if (index !== null && index.value !== null) target.goroutineNumbers.set(i, (target.goroutineNumbers.get(i) ?? new Set()).add(index.value));
    });
  }
}

/** Anybody may start it as a goroutine, any number of times. */
function runManyTimes(linked: Linked): void {
  linked.goroutine = { isMulti: true, isOnce: false };
  linked.isValue = true;
}

function isEntry({ isExported, isValue, goroutine, callers, fn }: Linked): boolean {
  if (goroutine !== null) return isExported || isValue;
  return isExported || isValue || callers.length === 0 || (fn.baseName === "main" && fn.receiver === null);
}

function findContexts(all: readonly Linked[]): void {
  for (const linked of all) {
    const { goroutine, isEntry: isFree, fn, contexts } = linked;
    if (goroutine !== null) contexts.add(linked);
    if (fn.parent === null && fn.baseName === "main" && fn.receiver === null) contexts.add(linked);
    else if (isFree) contexts.add(null);
  }
  const callees = new Map<Linked, Linked[]>();
  for (const linked of all) for (const { from } of linked.callers) callees.set(from, [...(callees.get(from) ?? []), linked]);
  for (const linked of all.filter(({ contexts }) => 0 < contexts.size)) for (const context of [...linked.contexts]) spread(linked, context, callees);
}

/** What calls something runs it where it runs itself. */
function spread(first: Linked, context: Linked | null, callees: ReadonlyMap<Linked, readonly Linked[]>): void {
  const queue = [first];
  for (let linked = queue.pop(); linked !== undefined; linked = queue.pop()) {
    for (const callee of callees.get(linked) ?? []) {
      if (callee.contexts.has(context)) continue;
      callee.contexts.add(context);
      queue.push(callee);
    }
  }
}

function findFreshParams(all: readonly Linked[]): void {
  const inner = all.filter(({ isEntry: isFree, goroutine, callers }) => !isFree && goroutine === null && 0 < callers.length);
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const { callers, freshParams } of inner) {
      // What one caller does not pass, not all of them do.
      const nParams = callers[0]?.call.args.length ?? 0;
      for (let i = 0; i < nParams; i++) {
        if (freshParams.has(i) || !callers.every(({ from, call }) => isFreshArgument(from, call, i))) continue;
        freshParams.add(i);
        isChanged = true;
      }
    }
  }
}

function isFreshArgument(from: Linked, call: CallSite, i: number): boolean {
  const arg = call.args[i];
  if (!arg) return false;
  return arg.isFresh || (arg.relative !== null && !arg.relative.isSlice && from.freshParams.has(arg.relative.param));
}

/** Unexported functions inherit what all their callers hold, and the conditions around all their calls. */
function inherit(all: readonly Linked[]): void {
  const inner = all.filter(({ isEntry: isFree, goroutine, callers }) => !isFree && goroutine === null && 0 < callers.length);
  // Locks and conditions pass down chains of calls; longer ones than this say nothing more.
  for (let round = 0; round < 5; round++) {
    for (const linked of inner) {
      const callers = linked.callers.filter(({ from }) => from !== linked);
      if (callers.length === 0) continue;
      linked.inLocks = commonLocks(callers.map(({ from, call }) => joined(call.locks, from.inLocks)));
      const warm = callers.filter(({ from, call }) => !call.isCold && !from.isCold && !from.isAllCold);
      linked.addedConditions = warm.length === 0 ? linked.addedConditions : Math.min(3, ...warm.map(({ from, call }) => call.nConditions + from.addedConditions));
      linked.isAllCold = warm.length === 0;
      linked.isPaced = callers.every(({ from, call }) => call.isPaced === true || from.isPaced);
      linked.isCalledInLoop = callers.some(({ from, call }) => 0 < call.nLoops || from.isCalledInLoop);
    }
  }
}

/** A goroutine's literal runs as often as its statement. */
function ofParent(linked: Linked, links: ReadonlyMap<Fn, Linked>): void {
  const { parent, launch } = linked.fn;
  const outer = parent === null ? undefined : links.get(parent);
  if (outer === undefined) return;
  linked.addedConditions = (launch?.nConditions ?? 0) + outer.addedConditions;
  linked.isAllCold = outer.isAllCold;
}

export function joined(own: Locks, others: Locks): Locks {
  if (others.size === 0 || own === others) return own;
  if (own.size === 0) return others;
  return new Map([...others, ...own]);
}

/** The same for many that are held under one set of locks. */
export function joiner(others: Locks): (own: Locks) => Locks {
  const known = new Map<Locks, Locks>();
  return (own) => {
    const all = known.get(own) ?? joined(own, others);
    known.set(own, all);
    return all;
  };
}

const noLocks: Locks = new Map();

function commonLocks(all: readonly Locks[]): Locks {
  if (all.some(({ size }) => size === 0)) return noLocks;
  const [first, ...others] = all;
  const common = new Map<string, boolean>();
  for (const [key, isExclusive] of first ?? []) if (others.every((locks) => locks.has(key))) common.set(key, isExclusive && others.every((locks) => locks.get(key) === true));
  return common;
}

/** Both run in one goroutine only, which is started once and lives long: what they do is in order. */
export function isSameGoroutine(a: Linked, b: Linked): boolean {
  if (a.contexts.size !== 1 || b.contexts.size !== 1) return false;
  const [context] = a.contexts;
  if (!context || !b.contexts.has(context)) return false;
  const { goroutine, fn } = context;
  if (goroutine === null) return true;
  return !goroutine.isMulti && (goroutine.isOnce || runsForever(fn));
}

function runsForever({ body }: Fn): boolean {
  let found = false;
  const stmt = (node: Stmt): boolean => {
    if (node.kind === "for" && node.condition === null) found = true;
    return !found;
  };
  walkBlock(body, { stmt, expr: (expr) => expr.kind !== "func-lit" });
  return found;
}

/** Statements of a function, a nested literal counting five. */
export function nStatements({ body }: Fn): number {
  let n = 0;
  const count = (node: Stmt): boolean => {
    if (node.kind !== "block") n++;
    return n < 30;
  };
  for (const statement of body.statements) {
    walkStmt(statement, {
      stmt: count,
      expr: (expr) => {
        if (expr.kind !== "func-lit") return true;
        n += 5;
        return false;
      },
    });
  }
  return n;
}
