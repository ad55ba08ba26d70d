import type { Call, Expr } from "@cachelint/syntax";
import { coreType, fileOf, findMember, type Type, underlying } from "@cachelint/types";
import { addressedPlace } from "./bind.js";
import { calleeOf } from "./calls.js";
import type { Callee, Parts, Ref } from "./model.js";
import { localOf, unparenthesised } from "./places.js";
import { slicePlace } from "./slices.js";
import { operandOf, typeOf, type Walk } from "./walk.js";

const none: Parts = new Map();
/** Longer literals are tables. */
const maxElements = 16;

/** What the pointers in a value point at. */
export function partsOf(walk: Walk, value: Expr): Parts {
  const inner = unparenthesised(value);
  switch (inner.kind) {
    case "composite":
      return partsOfLiteral(walk, inner);
    case "unary":
      return inner.op === "&" ? partsOf(walk, inner.operand) : none;
    case "call":
      return within(partsReturned(walk, inner), "0");
    case "ident":
      return localOf(walk, inner.name)?.parts ?? none;
    case "selector":
    case "index": {
      const seat = seatOf(walk, inner);
      return seat === null ? none : within(seat.parts, seat.path);
    }
    default:
      return none;
  }
}

/** What a pointer points at that lies in a value of which that is known. */
export function partAt(walk: Walk, expr: Expr): Ref | null {
  const seat = seatOf(walk, expr);
  return seat?.parts.get(seat.path) ?? null;
}

/** Learns what a pointer in a local variable points at from now on. */
export function bindPart(walk: Walk, left: Expr, value: Expr): void {
  const base = baseName(left);
  const local = base === null ? undefined : localOf(walk, base);
  const path = pathOf(walk, left);
  if (local === undefined || path === null || walk.isQuiet) return;
  const ref = pointedPlace(walk, value);
  if (ref === null && local.parts.size === 0) return;
  const parts = new Map([...local.parts].filter(([own]) => own !== path));
  if (ref !== null) parts.set(path, ref);
  local.parts = parts;
}

/** The parts that begin with a step, from there on. */
export function within(parts: Parts, step: string): Parts {
  if (parts.size === 0 || step === "") return parts;
  return new Map([...parts].flatMap(([path, ref]) => (path.startsWith(step) && path !== step && /[.[]/.test(path.charAt(step.length)) ? [[path.slice(step.length), ref] as const] : [])));
}

/** By result: `0`, `1.w`. */
export function partsReturned(walk: Walk, call: Call): Parts {
  const callee = declaredCallee(walk, call);
  return callee === null ? none : walk.session.partsReturnedBy(callee);
}

/** The function or method that a call runs, where its body can be read. */
export function declaredCallee(walk: Walk, { callee: outer }: Call): Callee | null {
  const callee = unparenthesised(outer);
  const declared = calleeOf(operandOf(walk, callee));
  if (declared !== null || callee.kind !== "selector") return declared;
  const type = typeOf(walk, callee.operand);
  const member = type === null ? null : findMember(walk.world, type, callee.name.name);
  const unit = member?.kind === "method" ? fileOf(member.func.scope) : null;
  return member?.kind === "method" && unit !== null ? { decl: member.func.decl, unit } : null;
}

/** What a pointer's value points at, or where a slice's lies. */
export function pointedPlace(walk: Walk, value: Expr): Ref | null {
  const inner = unparenthesised(value);
  if (inner.kind !== "unary" && inner.kind !== "ident" && inner.kind !== "call" && inner.kind !== "selector" && inner.kind !== "index" && inner.kind !== "slice-expr") return null;
  const type = typeOf(walk, inner);
  // The address of what has no known type is an address all the same.
  const kind = type !== null ? underlying(type).kind : inner.kind === "unary" && inner.op === "&" ? "pointer" : null;
  return kind === "pointer" ? addressedPlace(walk, inner) : kind === "slice" ? slicePlace(walk, inner) : null;
}

function partsOfLiteral(walk: Walk, literal: Expr & { kind: "composite" }, given: Type | null = typeOf(walk, literal)): Parts {
  const under = given && coreType(walk.world, given);
  if (under == null || maxElements < literal.elements.length || (under.kind !== "struct" && under.kind !== "array" && under.kind !== "slice")) return none;
  const parts = new Map<string, Ref>();
  literal.elements.forEach(({ key, value }, i) => {
    const step = under.kind === "struct" ? `.${key?.kind === "ident" ? key.name : (under.fields()[i]?.name ?? "")}` : key === null ? `[${i}]` : constantStep(walk, key);
    if (step === null) return;
    const own = pointedPlace(walk, value);
    if (own !== null) parts.set(step, own);
    const inner = unparenthesised(value);
    const element = inner.kind === "composite" && inner.type === null && under.kind !== "struct" ? (under.kind === "array" ? under.elem : under.elem()) : undefined;
    for (const [path, ref] of inner.kind === "composite" ? partsOfLiteral(walk, inner, element) : inner.kind === "ident" ? partsOf(walk, inner) : none) parts.set(step + path, ref);
  });
  return parts;
}

type Seat = { readonly parts: Parts; readonly path: string };

function seatOf(walk: Walk, expr: Expr): Seat | null {
  const base = baseOfChain(expr);
  if (base.kind !== "ident" && base.kind !== "call") return null;
  const parts = base.kind === "ident" ? (localOf(walk, base.name)?.parts ?? none) : within(partsReturned(walk, base), "0");
  if (parts.size === 0) return null;
  const path = pathOf(walk, expr);
  return path === null ? null : { parts, path };
}

function baseName(expr: Expr): string | null {
  const base = baseOfChain(expr);
  return base.kind === "ident" ? base.name : null;
}

function baseOfChain(outer: Expr): Expr {
  const expr = unparenthesised(outer);
  return expr.kind === "selector" || expr.kind === "index" || expr.kind === "star" ? baseOfChain(expr.operand) : expr;
}

function pathOf(walk: Walk, outer: Expr): string | null {
  const expr = unparenthesised(outer);
  switch (expr.kind) {
    case "selector": {
      const path = pathOf(walk, expr.operand);
      return path === null ? null : `${path}.${expr.name.name}`;
    }
    case "index": {
      const path = pathOf(walk, expr.operand);
      const [index] = expr.indices;
      const step = index === undefined ? null : constantStep(walk, index);
      return path === null || step === null ? null : path + step;
    }
    case "star":
      // `(*x).w` is `x.w`; what a pointer in `x` points at is no part of it.
      return pathOf(walk, expr.operand) === "" ? "" : null;
    case "ident":
    case "call":
      return "";
    default:
      return null;
  }
}

function constantStep(walk: Walk, index: Expr): string | null {
  const operand = operandOf(walk, index);
  return operand.mode === "constant" && operand.value.kind === "int" ? `[${operand.value.value}]` : null;
}
