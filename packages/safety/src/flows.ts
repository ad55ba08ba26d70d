import { declarationAt, type Call, type CompositeLit, type Decl, type Expr, type FuncLit, type Stmt, walkExpr } from "@cachelint/syntax";
import { eachDeclaration, evaluate, type FileUnit, findMember, functionAt, lookup, type MentionPlace, operandType, parameterTypes, type Scope, type Type, underlying } from "@cachelint/types";
import { containerCall, type ContainerCall, isContent, partPut } from "./containers.js";
import { type Around, containerHolder, fieldHolder, type Holder, holderOf, ownUnit, parameterHolder, resultHolder, typeHolder, variableOf, yieldedHolder } from "./holders.js";
import { yieldedBy } from "./iterators.js";
import { pointeeOf, unparenthesised } from "./structs.js";
import { contextHolder, panicHolder } from "./tokens.js";
import type { Universe } from "./universe.js";

/** A value on its way to a place that keeps it. */
export type Flow = {
  readonly place: MentionPlace;
  readonly scope: Scope;
  readonly value: Expr;
  /** Parameters are looked for when somebody asks. */
  readonly to: Holder | (() => readonly Holder[]);
  /** The call of a function of another module that is handed the value. */
  readonly outside: Call | null;
  /** Where what goes there comes from, if it is not what the value names: what an iterator hands to its loop. */
  readonly from?: () => readonly Holder[];
  /** What goes there is the value's address. */
  readonly isAddress?: boolean;
};

const flowsOfUnits = new WeakMap<FileUnit, Map<number, readonly Flow[]>>();

/** All values that the declaration at an index of a file assigns, passes, returns or puts into literals, with where they go. */
export function flowsIn(universe: Universe, unit: FileUnit, index: number): readonly Flow[] {
  const known = flowsOfUnits.get(unit) ?? new Map<number, readonly Flow[]>();
  flowsOfUnits.set(unit, known);
  const flows = known.get(index) ?? readFlows(universe, unit, index);
  known.set(index, flows);
  return flows;
}

const flowsByOwner = new WeakMap<readonly Flow[], ReadonlyMap<object, readonly Flow[]>>();

/** Of these, the ones to places of one owner. */
export function flowsTo(universe: Universe, unit: FileUnit, index: number, owner: object): readonly Flow[] {
  const flows = flowsIn(universe, unit, index);
  const byOwner = flowsByOwner.get(flows) ?? groupedByOwner(flows);
  flowsByOwner.set(flows, byOwner);
  return byOwner.get(owner) ?? [];
}

function groupedByOwner(flows: readonly Flow[]): ReadonlyMap<object, readonly Flow[]> {
  const grouped = new Map<object, Flow[]>();
  for (const flow of flows) {
    if (typeof flow.to !== "object") continue;
    const own = grouped.get(flow.to.owner);
    if (own === undefined) grouped.set(flow.to.owner, [flow]);
    else own.push(flow);
  }
  return grouped;
}

type Target = Flow["to"];

type Reading = {
  readonly universe: Universe;
  readonly place: MentionPlace;
  readonly around: Around;
  readonly found: Flow[];
  /** Function literals met so far: a `return` belongs to the innermost around it. */
  readonly literals: FuncLit[];
  /** Literals that a variable of the declaration holds. */
  readonly held: Map<string, FuncLit[]>;
};

function readFlows(universe: Universe, unit: FileUnit, index: number): readonly Flow[] {
  const found: Flow[] = [];
  const targets = new Map<Expr, readonly Target[]>();
  const readings = new Map<Decl, Reading>();
  const readingOf = (place: MentionPlace): Reading => {
    const reading = readings.get(place.decl) ?? { universe, place, around: { unit, index, owner: place.decl }, found, literals: [], held: new Map() };
    readings.set(place.decl, reading);
    return reading;
  };
  eachDeclaration(universe.world, [{ unit, indices: [index] }], (place, scope, outermost) => {
    const { decl } = place;
    const names = decl.kind === "var-decl" && scope === unit.scope ? namesFor(decl.names, decl.values, outermost) : [];
    const own = names.flatMap((name) => variableOf(universe, scope, name, { unit, index, owner: decl }) ?? []);
    follow(readingOf(place), scope, outermost, targets.get(outermost) ?? own);
  }, (place, scope, stmt) => {
    for (const [value, to] of targetsIn(readingOf(place), scope, stmt)) targets.set(value, to);
  });
  return found;
}

/** The names that a value is given, one of several or all of them. */
function namesFor(names: readonly { readonly name: string }[], values: readonly Expr[], value: Expr): readonly string[] {
  const all = names.map(({ name }) => name);
  return values.length === all.length ? all.filter((_, i) => values[i] === value) : values.includes(value) ? all : [];
}

function targetsIn(reading: Reading, scope: Scope, stmt: Stmt): readonly (readonly [Expr, readonly Target[]])[] {
  const { universe, around } = reading;
  const local = (name: string): readonly Target[] => (name === "_" ? [] : [{ owner: around.owner, name, saidAs: name, unit: around.unit, reach: { declaration: around.index }, type: null }]);
  switch (stmt.kind) {
    case "define":
      return stmt.values.map((value) => [value, namesFor(stmt.names, stmt.values, value).flatMap(local)]);
    case "declare":
      return stmt.declarations.flatMap((decl) => (decl.kind === "var-decl" ? decl.values.map((value) => [value, namesFor(decl.names, decl.values, value).flatMap(local)] as const) : []));
    case "assign": {
      const targets = stmt.left.map((left) => holderOf(universe, scope, left, around));
      return stmt.right.map((value, i) => [value, (stmt.right.length === targets.length ? targets.slice(i, i + 1) : targets).flatMap((one) => one ?? [])]);
    }
    case "send": {
      const channel = holderOf(universe, scope, stmt.channel, around);
      return channel === null ? [] : [[stmt.value, [channel]]];
    }
    case "range": {
      const targets = stmt.left.map((left) => (stmt.isDefine ? (left.kind === "ident" ? local(left.name) : []) : [holderOf(universe, scope, left, around)].flatMap((one) => one ?? [])));
      targets.forEach((to, position) => {
        const from = yieldedBy(universe, scope, stmt.operand, { around, position });
        if (from !== null) for (const one of to) reading.found.push({ place: reading.place, scope, value: stmt.operand, to: one, outside: null, from });
      });
      return [[stmt.operand, targets.flat()]];
    }
    case "type-switch":
      return stmt.name === null ? [] : [[stmt.operand, local(stmt.name.name)]];
    case "return": {
      const literal = reading.literals.filter(({ start, end }) => start <= stmt.start && stmt.end <= end).toSorted((a, b) => b.start - a.start)[0];
      const owner = literal ?? (reading.place.decl.kind === "func-decl" ? reading.place.decl : null);
      return owner === null ? [] : stmt.values.map((value) => [value, [resultHolder(around.unit, owner)]]);
    }
    default:
      return [];
  }
}

/** Notes where an expression goes, and what flows within it; `type` is that which a literal around it gives. */
function follow(reading: Reading, scope: Scope, written: Expr, to: readonly Target[], { type = null, isAddress = false }: { readonly type?: Type | null; readonly isAddress?: boolean } = {}): void {
  const expr = unparenthesised(written);
  switch (expr.kind) {
    case "call":
      return followCall(reading, scope, expr, to);
    case "composite":
      return followLiteral(reading, scope, expr, to, { type, isAddress });
    case "unary":
      if (expr.op === "&") return follow(reading, scope, expr.operand, to, { type: type && pointeeOf(type), isAddress: true });
      put(reading, scope, expr, to);
      return follow(reading, scope, expr.operand, []);
    case "func-lit":
      reading.literals.push(expr);
      for (const one of to) if (typeof one === "object" && one.owner === reading.around.owner) reading.held.set(one.name, [...(reading.held.get(one.name) ?? []), expr]);
      return put(reading, scope, expr, to);
    case "ident":
      return put(reading, scope, expr, to, { isAddress });
    default:
      put(reading, scope, expr, to, { isAddress });
      walkExpr(expr, {
        expr: (node) => {
          if (node === expr || (node.kind !== "call" && node.kind !== "composite" && node.kind !== "func-lit")) return true;
          follow(reading, scope, node, []);
          return false;
        },
      });
  }
}

function put({ found, place }: Reading, scope: Scope, value: Expr, to: readonly Target[], { outside = null, isAddress = false }: { readonly outside?: Call | null; readonly isAddress?: boolean } = {}): void {
  for (const one of to) found.push({ place, scope, value, to: one, outside, isAddress });
}

function followCall(reading: Reading, scope: Scope, call: Call, to: readonly Target[]): void {
  const { universe, universe: { world } } = reading;
  const callee = evaluate(world, scope, call.callee);
  const [first, ...others] = call.args;
  if (callee.mode === "type") {
    const named = typeHolder(universe, callee.type);
    if (first !== undefined) follow(reading, scope, first, named === null ? to : [...to, named], { type: callee.type });
    return;
  }
  if (callee.mode === "builtin") {
    if (callee.name === "recover" || callee.name === "new") put(reading, scope, call, to);
    if (callee.name === "panic" && first !== undefined) follow(reading, scope, first, [panicHolder(universe, reading.around.unit)]);
    for (const arg of callee.name === "append" || callee.name === "copy" ? call.args : others) follow(reading, scope, arg, callee.name === "append" ? to : []);
    return;
  }
  put(reading, scope, call, to);
  follow(reading, scope, call.callee, []);
  const container = containerCall(universe, scope, call);
  const isOutside = container !== null || (callee.mode === "function" && ownUnit(universe, callee.func.scope) === null);
  call.args.forEach((arg, i) => {
    const parameter: Target = () => parametersOf(reading, scope, call, i);
    const kept = keptBy(reading, scope, { call, container }, i);
    const inner = unparenthesised(arg);
    if (inner.kind === "call" || inner.kind === "composite" || inner.kind === "unary") follow(reading, scope, inner, [parameter, ...kept]);
    else {
      follow(reading, scope, inner, kept);
      put(reading, scope, inner, [parameter], { outside: isOutside ? call : null });
    }
  });
}

/** The places that keep an argument of a call: a container, a context, or what a loop takes from an iterator. */
function keptBy({ universe, around }: Reading, scope: Scope, { call, container }: { readonly call: Call; readonly container: ContainerCall | null }, position: number): readonly Holder[] {
  if (container !== null) {
    const part = partPut(container, position);
    const holder = part === null ? null : containerHolder(universe, scope, container, part, around);
    return holder === null ? [] : [holder];
  }
  const callee = unparenthesised(call.callee);
  const [, second] = call.args;
  if (callee.kind === "ident") return isFunctionValue(universe, scope, callee) ? [yieldedHolder(around, callee.name, position)] : [];
  if (position !== 2 || callee.kind !== "selector" || callee.name.name !== "WithValue" || callee.operand.kind !== "ident" || second === undefined) return [];
  const entity = lookup(universe.world, scope, callee.operand.name);
  return entity?.kind === "package" && entity.pkg.importPath === "context" ? [contextHolder(universe, scope, second, around.unit)] : [];
}

function isFunctionValue({ world }: Universe, scope: Scope, callee: Expr & { readonly kind: "ident" }): boolean {
  return scope.kind === "local" && lookup(world, scope, callee.name)?.kind === "var";
}

/** The parameters that an argument may become: of the function, of the literals that a variable holds, or of all methods of that name. */
function parametersOf({ universe, around, held }: Reading, scope: Scope, call: Call, position: number): readonly Holder[] {
  const { world } = universe;
  const written = unparenthesised(call.callee);
  const callee = evaluate(world, scope, written);
  if (callee.mode === "function") {
    const unit = ownUnit(universe, callee.func.scope);
    const own = unit && parameterHolder(unit, callee.func.decl, callee.func.decl, position);
    if (own === null) return [];
    const type = parameterTypes(world, callee.func.decl.signature.params, callee.bindings)[position] ?? null;
    const named = type && typeHolder(universe, type);
    return named ? [own, named] : [own];
  }
  const literals = written.kind === "func-lit" ? [written] : written.kind === "ident" ? (held.get(written.name) ?? []) : [];
  const ofLiterals = literals.flatMap((literal) => parameterHolder(around.unit, literal, around.owner, position) ?? []);
  if (0 < ofLiterals.length || written.kind !== "selector" || underlying(operandType(evaluate(world, scope, written.operand))).kind !== "interface") return ofLiterals;
  return universe.methodsNamed(written.name.name).flatMap((method) => {
    const decl = functionAt(world, method);
    return (decl && parameterHolder(method.unit, decl, decl, position)) ?? [];
  });
}

function followLiteral(reading: Reading, scope: Scope, literal: CompositeLit, to: readonly Target[], { type: given, isAddress }: { readonly type: Type | null; readonly isAddress: boolean }): void {
  const { universe: { world }, around } = reading;
  const type = literal.type === null ? given : operandType(evaluate(world, scope, literal));
  const under = type === null ? null : underlying(type);
  if (type === null || under === null) return;
  literal.elements.forEach(({ key, value }, i) => {
    if (under.kind === "struct") {
      const field = key?.kind === "ident" ? findMember(world, type, key.name) : null;
      const own = field?.kind === "field" ? field.field : key === null ? under.fields()[i] : undefined;
      const fields = own === undefined ? [] : [fieldHolder(around.unit, own)];
      return follow(reading, scope, value, own !== undefined && isContent(type, own.name) ? [...fields, ...to] : fields, { type: own?.type ?? null });
    }
    const element = under.kind === "map" ? under.value() : under.kind === "slice" ? under.elem() : under.kind === "array" ? under.elem : null;
    if (key !== null && under.kind === "map") follow(reading, scope, key, to, { type: under.key() });
    follow(reading, scope, value, to, { type: element });
  });
  put(reading, scope, literal, to, { isAddress });
}

/** The index of the declaration around a node of a file. */
export function indexOf({ source: { outline } }: FileUnit, { start }: { readonly start: number }): number {
  return declarationAt(outline.declarations, start);
}
