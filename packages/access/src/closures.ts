import type { Call, Expr, FuncLit } from "@cachelint/syntax";
import { walkExpr } from "@cachelint/syntax";
import { type Entity, lookup, type Scope, underlying, withParams } from "@cachelint/types";
import { newLedger } from "./lock-effects.js";
import type { Fn, Handled, Launch, Parts, Ref, View } from "./model.js";
import { placeOf, pointeeOf, unparenthesised } from "./places.js";
import { localRoot } from "./roots.js";
import { walkStatements } from "./statements.js";
import { markPaced, newPace } from "./system-calls.js";
import { type Local, quietly, typeOf, type Walk } from "./walk.js";

const noParts: Parts = new Map();

/** A variable of its own, about which nothing is known yet. */
export function newLocal(fn: Fn, known: Partial<Local> = {}): Local {
  return { fn, param: -1, isFresh: false, alias: null, slice: null, parts: noParts, literal: null, method: null, atomic: null, isTally: false, isMasked: false, clock: null, loaded: null, indexClass: null, isLoopVariable: false, isPerGoroutine: false, ...known };
}

/** A function literal, as if its body stood here: it is called here, or handed to who calls it. */
export function walkLiteral(walk: Walk, lit: FuncLit, scope: Scope, handed: readonly (Ref | null)[] = []): void {
  if (walk.busyLiterals.has(lit) || walk.isQuiet) return;
  walk.busyLiterals.add(lit);
  const { locks, nConditions, scope: outer } = walk;
  const inner = withParams(walk.world, scope, [...lit.signature.params, ...lit.signature.results]);
  for (const entity of inner.names.values()) walk.locals.set(entity, newLocal(walk.fn));
  parameterNames(lit).forEach((name, i) => {
    const entity = inner.names.get(name);
    if (entity && handed[i]) walk.locals.set(entity, newLocal(walk.fn, { alias: handed[i] }));
  });
  walk.scope = inner;
  walkStatements(walk, lit.body.statements, scope);
  walk.scope = outer;
  walk.locks = locks;
  walk.nConditions = nConditions;
  walk.busyLiterals.delete(lit);
}

/** A function literal that runs in a goroutine of its own: `call` hands it its arguments, or those of the function that it is handed to. */
export function walkGoroutine(walk: Walk, lit: FuncLit, scope: Scope, { call, starter = null }: { readonly call: Call | null; readonly starter?: Handled | null }): void {
  walkApart(walk, lit, { scope, call, starter, launch: { isInLoop: 0 < walk.nLoops || starter?.isMulti === true, nConditions: walk.nConditions } });
}

/** A function literal that somebody keeps and calls later, any number of times. */
export function walkKept(walk: Walk, lit: FuncLit, isCold = false): void {
  const { isCold: before } = walk;
  walk.isCold ||= isCold;
  walkApart(walk, lit, { scope: walk.scope, call: null, starter: null, launch: null });
  walk.isCold = before;
}

type Apart = { readonly scope: Scope; readonly call: Call | null; readonly starter: Handled | null; readonly launch: Launch | null };

function walkApart(walk: Walk, lit: FuncLit, { scope, call, starter, launch }: Apart): void {
  if (walk.isQuiet || walk.busyLiterals.has(lit)) return;
  const fn: Fn = {
    name: `${walk.fn.name}.func${++walk.counter.nLiterals}`, baseName: walk.fn.baseName, receiver: walk.fn.receiver, unit: walk.unit, decl: null, literal: lit, body: lit.body, parent: walk.fn,
    launch, accesses: [], calls: [], allocations: [], exits: [], values: new Set(), onces: new Set(), returned: null,
  };
  const inner = withParams(walk.world, scope, [...lit.signature.params, ...lit.signature.results]);
  const locals = new Map<Entity, Local>();
  const isInLoop = launch !== null && 0 < walk.nLoops;
  publish(walk, lit);
  // What the goroutine sees of its surroundings is shared with whoever else sees it.
  for (const [entity, local] of walk.locals) locals.set(entity, { ...local, isFresh: false, alias: local.alias && shared(local.alias, isInLoop), parts: sharedParts(local.parts, isInLoop), isPerGoroutine: isInLoop && (local.isLoopVariable || local.indexClass === "loop" || local.isPerGoroutine) });
  parameterNames(lit).forEach((name, i) => {
    const entity = inner.names.get(name);
    const arg = call?.args[i];
    if (entity) locals.set(entity, newLocal(fn, { isPerGoroutine: starter === null ? isInLoop : starter.dealt.has(i), alias: arg === undefined ? null : handedPlace(walk, arg, isInLoop) }));
  });
  const own: Walk = { ...walk, fn, locals, scope: inner, arm: null, nLoops: starter?.nLoops ?? 0, isServing: false, nConditions: 0, locks: new Map(), ledger: newLedger(), pace: newPace(), guards: new Map(), seq: 0, bounds: new Map(), settled: new Map(), busyLiterals: new Set([...walk.busyLiterals, lit]) };
  walkStatements(own, lit.body.statements, scope);
  markPaced(own);
  walk.session.onFunction(fn);
}

function parameterNames({ signature }: FuncLit): readonly string[] {
  return signature.params.flatMap(({ names }) => names.map(({ name }) => name));
}

/** A place that a goroutine is given, as it sees it: an element chosen by the loop that starts it is its own. */
function shared(ref: Ref, isInLoop: boolean): Ref {
  const index = isInLoop && ref.index?.class === "loop" ? { ...ref.index, class: "goroutine" as const } : ref.index;
  return { ...ref, views: ref.isLocal && index !== null ? [...localElement(ref), ...ref.views] : ref.views, index, isFresh: false, isLocal: false, isOwnSlice: false };
}

function sharedParts(parts: Parts, isInLoop: boolean): Parts {
  return parts.size === 0 ? parts : new Map([...parts].map(([path, ref]) => [path, shared(ref, isInLoop)]));
}

/** An element of a local array, by the variable. */
function localElement({ trail: [step], views: [outer] }: Ref): readonly View[] {
  return step === undefined ? [] : [{ root: localRoot(step.fn, step.name), path: `[]${outer?.path ?? ""}` }];
}

/** The place whose address an argument is. */
function handedPlace(walk: Walk, arg: Expr, isInLoop: boolean): Ref | null {
  const inner = unparenthesised(arg);
  if (inner.kind === "unary" && inner.op === "&" && unparenthesised(inner.operand).kind !== "composite") return shared(quietly(walk, () => placeOf(walk, inner.operand)), isInLoop);
  const type = inner.kind === "ident" ? typeOf(walk, inner) : null;
  if (type === null || underlying(type).kind !== "pointer") return null;
  const ref = quietly(walk, () => pointeeOf(walk, inner));
  return ref.index === null ? null : shared(ref, isInLoop);
}

/** What a goroutine or another owner gets to see is no longer this function's alone. */
export function publish(walk: Walk, expr: Expr): void {
  const visit = (node: Expr): boolean => {
    if (node.kind === "ident") {
      const entity = lookup(walk.world, walk.scope, node.name);
      const local = entity && walk.locals.get(entity);
      if (local) local.isFresh = false;
    }
    return true;
  };
  walkExpr(expr, { expr: visit });
}
