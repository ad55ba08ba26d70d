import type { Call, Expr, FuncDecl, FuncLit } from "@cachelint/syntax";
import { type FileUnit, type Type, underlying } from "@cachelint/types";
import { calleeOf } from "./calls.js";
import type { Census } from "./census.js";
import { containerCall, partsGiven } from "./containers.js";
import { type CalleeName, sinkOf, type SinkKind } from "./encoders.js";
import { type Flow, flowsIn, indexOf } from "./flows.js";
import { noteArguments, siteOf } from "./handed.js";
import { tap } from "./held-values.js";
import { containerHolder, type Holder, holderOf, typeHolder } from "./holders.js";
import { nameOf, type Place, typeOf } from "./memory.js";
import { unparenthesised } from "./structs.js";

/** A function that does something with what it is handed: one of a library, one of the module, or a literal. */
export type Callable = (CalleeName & { readonly kind: "library"; readonly sink: SinkKind }) | FuncDecl | FuncLit;

/** Which functions variables, parameters and fields may hold, of those that hand on what they are given. */
export type Held = {
  readonly byOwner: Map<object, Map<string, Set<Callable>>>;
  /** Names by which such places are called; empty for what functions give back, and literals. */
  readonly names: Set<string>;
  /** Library functions by their full names, one object each. */
  readonly library: Map<string, Callable>;
  /** Places whose calls were not looked at yet. */
  readonly queue: Holder[];
};

export function noneHeld(): Held {
  return { byOwner: new Map(), names: new Set(), library: new Map(), queue: [] };
}

/** The functions that a call may run by way of a place that holds them, or a literal that is called where it stands. */
export function calledBy(site: Place, { callee: written }: Call): readonly Callable[] {
  const { census: { callees: { held, wrappers }, universe }, scope, place: { unit, decl } } = site;
  const callee = unparenthesised(written);
  if (callee.kind === "func-lit") return wrappers.has(callee) ? [callee] : [];
  if (!held.names.has(nameOf(callee))) return [];
  const around = { unit, index: indexOf(unit, decl), owner: decl };
  const holder = callee.kind === "index" && callee.operand.kind === "ident" && callee.indices.length === 0 ? null : holderOf(universe, scope, callee, around);
  const named = typeHolder(universe, typeOf(site, callee));
  return [holder, named].flatMap((one) => (one === null ? [] : [...(held.byOwner.get(one.owner)?.get(one.name) ?? [])]));
}

/** Follows functions of libraries that a declaration assigns, passes or returns without calling them. */
export function followLibrary(census: Census, unit: FileUnit, index: number): void {
  for (const flow of flowsIn(census.universe, unit, index)) {
    const value = unparenthesised(flow.value);
    if (value.kind !== "selector" && value.kind !== "ident") continue;
    const name = calleeOf({ census, place: flow.place, scope: flow.scope }, value);
    if (name === null || name.path === unit.pkg.importPath) continue;
    const sink = sinkOf(name, census.callees.ordered);
    if (sink !== null) keep(census, flow, libraryFunction(census.callees.held, name, sink));
  }
}

/** Follows a function of the module, or a literal, from a declaration that may assign, pass or return it. */
export function followFunction(census: Census, decl: FuncDecl | FuncLit, unit: FileUnit, index: number): void {
  for (const flow of flowsIn(census.universe, unit, index)) if (isFunction(census, flow, decl)) keep(census, flow, decl);
}

function isFunction(census: Census, { place, scope, value: written }: Flow, decl: FuncDecl | FuncLit): boolean {
  const value = unparenthesised(written);
  if (value === decl) return true;
  if (decl.kind === "func-lit" || nameOf(value) !== decl.name.name) return false;
  return calleeOf({ census, place, scope }, value)?.decl === decl;
}

/** Follows what a place holds on to other places. */
export function followHeld(census: Census, { owner, name, saidAs }: Holder, unit: FileUnit, index: number): void {
  const { universe, callees: { held } } = census;
  const callables = held.byOwner.get(owner)?.get(name) ?? new Set<Callable>();
  for (const flow of flowsIn(universe, unit, index)) {
    if (!mayName(flow.value, saidAs) || !holdsFunctions(typeOf({ census, scope: flow.scope }, flow.value))) continue;
    const from = holderOf(universe, flow.scope, flow.value, { unit, index, owner: flow.place.decl });
    if (from !== null && from.owner === owner && from.name === name) for (const callable of callables) keep(census, flow, callable);
  }
}

/** What is taken out of a place that holds functions need be none itself: `h.steps[i].name`. */
function holdsFunctions(type: Type, depth = 0): boolean {
  const under = underlying(type);
  if (3 < depth) return false;
  switch (under.kind) {
    case "func":
      return true;
    case "pointer":
    case "slice":
    case "chan":
      return holdsFunctions(under.elem(), depth + 1);
    case "array":
      return holdsFunctions(under.elem, depth + 1);
    case "map":
      return holdsFunctions(under.value(), depth + 1);
    default:
      return false;
  }
}

/** Spares most values from being evaluated. */
function mayName(written: Expr, name: string): boolean {
  const value = unparenthesised(written);
  if (value.kind === "ident" || value.kind === "selector") return nameOf(value) === name;
  return value.kind === "call" || value.kind === "index" || value.kind === "unary" || value.kind === "star" || value.kind === "type-assert" || value.kind === "slice-expr";
}

/** A function of another module may call what it is handed with what else it is handed. */
function keep(census: Census, { place, scope, value, to, outside }: Flow, callable: Callable): void {
  if (outside !== null) {
    noteGiven(census, place, scope, outside, callable);
    const kinds = callable.kind === "library" ? [callable.sink] : [...(census.callees.wrappers.get(callable)?.values() ?? [])].flatMap((own) => [...own]);
    for (const kind of new Set(kinds)) noteArguments(siteOf(census, place, scope, outside), kind, outside.args.filter((arg) => unparenthesised(arg) !== value));
    return;
  }
  for (const holder of typeof to === "function" ? to() : [to]) {
    hold(census.callees.held, holder, callable);
    const named = holder.type === null ? null : typeHolder(census.universe, holder.type);
    if (named !== null) hold(census.callees.held, named, callable);
  }
}

/** `m.Range(show)` calls it with what is in the map. */
function noteGiven(census: Census, place: Flow["place"], scope: Flow["scope"], call: Call, callable: Callable): void {
  const container = callable.kind === "library" ? null : containerCall(census.universe, scope, call);
  if (container === null || callable.kind === "library") return;
  const { unit, decl } = place;
  partsGiven(container).forEach((part, param) => {
    const holder = containerHolder(census.universe, scope, container, part, { unit, index: indexOf(unit, decl), owner: decl });
    if (holder !== null) for (const kind of census.callees.wrappers.get(callable)?.get(param) ?? []) tap({ census }, holder, kind);
  });
}

function hold({ byOwner, names, queue }: Held, holder: Holder, callable: Callable): void {
  const own = byOwner.get(holder.owner) ?? new Map<string, Set<Callable>>();
  byOwner.set(holder.owner, own);
  const callables = own.get(holder.name) ?? new Set<Callable>();
  own.set(holder.name, callables);
  if (callables.has(callable)) return;
  callables.add(callable);
  names.add(holder.name === "return" ? "" : holder.saidAs);
  queue.push(holder);
}

function libraryFunction({ library }: Held, { path, type, name }: CalleeName, sink: SinkKind): Callable {
  const key = `${path} ${type ?? ""} ${name}`;
  const known: Callable = library.get(key) ?? { kind: "library", path, type, name, sink };
  library.set(key, known);
  return known;
}
