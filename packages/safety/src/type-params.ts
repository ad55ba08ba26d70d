import { type Call, type Expr, type FuncDecl, walkExpr } from "@cachelint/syntax";
import { findMember, type Type, unalias } from "@cachelint/types";
import type { Callees } from "./calls.js";
import { note, type Site } from "./census.js";
import type { SinkKind } from "./encoders.js";
import { structsFor, told } from "./handed.js";
import { typeOf } from "./memory.js";
import { pointeeOf, unparenthesised } from "./structs.js";

/** Of a method of a generic type: the type arguments of its receiver. Numbers from 0 on are those of parameters. */
const receiverTypes = -1;

/** The number by which a function's type parameter goes, and back. */
function numberOf(typeParam: number): number {
  return receiverTypes - 1 - typeParam;
}

/**
 * Of a type that is made of type parameters, whoever calls the function says what it is: by type arguments, by the values that
 * these are inferred from, or by the receiver's type.
 */
export function noteOpenType(site: Site, kind: SinkKind, type: Type): void {
  const { place: { decl, unit }, census: { callees } } = site;
  if (decl.kind !== "func-decl") return;
  for (const name of typeParamsIn(type)) {
    const index = decl.typeParams.findIndex((param) => param.name.name === name);
    if (index < 0) {
      if (decl.receiver !== null && names(decl.receiver.type, new Set([name]))) addWrapper(callees, { decl, unit }, receiverTypes, kind);
      continue;
    }
    addWrapper(callees, { decl, unit }, numberOf(index), kind);
    const sources = inferredFrom(decl, name);
    decl.signature.params.flatMap((param) => new Array<Expr>(Math.max(1, param.names.length)).fill(param.type)).forEach((one, i) => {
      if (names(one, sources)) addWrapper(callees, { decl, unit }, i, kind);
    });
  }
}

/** Notes that a function does something with what one of its parameters stands for; false where that is known. */
export function addWrapper({ wrappers, units, methods, queue }: Callees, { decl, unit }: Callees["queue"][number], param: number, kind: SinkKind): boolean {
  const own = wrappers.get(decl) ?? new Map<number, Set<SinkKind>>();
  wrappers.set(decl, own);
  const kinds = own.get(param) ?? new Set<SinkKind>();
  own.set(param, kinds);
  if (kinds.has(kind)) return false;
  kinds.add(kind);
  units.set(decl, unit);
  if (decl.kind === "func-decl" && decl.receiver !== null) methods.set(decl.name.name, (methods.get(decl.name.name) ?? new Set()).add(decl));
  queue.push({ decl, unit });
  return true;
}

/** Notes the structs among the type arguments of a call, or of its receiver. */
export function noteTypeArguments(site: Site, node: Call, param: number, kind: SinkKind): void {
  for (const type of typeArguments(site, unparenthesised(node.callee), param)) {
    note(site, structsFor(site, kind, type), { ...told[kind], node });
    noteOpenType(site, kind, type);
  }
}

function typeArguments(site: Site, callee: Expr, param: number): readonly Type[] {
  if (param !== receiverTypes) {
    const given = callee.kind === "index" ? callee.indices[numberOf(param)] : undefined;
    return given === undefined ? [] : [typeOf(site, given)];
  }
  if (callee.kind !== "selector") return [];
  const receiver = typeOf(site, callee.operand);
  const member = findMember(site.census.universe.world, receiver, callee.name.name);
  const owner = unalias(pointeeOf(member?.path.at(-1)?.type ?? receiver));
  return owner.kind === "named" ? owner.args : [];
}

/** `P` and `E` of `[P ~*E, E any]`: either is inferred from a value of the other. */
function inferredFrom(decl: FuncDecl, name: string): ReadonlySet<string> {
  const found = new Set([name]);
  for (const { name: own, constraint } of decl.typeParams) if (names(constraint, found)) found.add(own.name);
  return found;
}

function names(expr: Expr, wanted: ReadonlySet<string>): boolean {
  let isFound = false;
  walkExpr(expr, {
    expr: (node) => {
      if (node.kind === "ident" && wanted.has(node.name)) isFound = true;
      return !isFound;
    },
  });
  return isFound;
}

function typeParamsIn(type: Type, depth = 0): ReadonlySet<string> {
  const actual = unalias(type);
  if (8 < depth) return new Set();
  switch (actual.kind) {
    case "type-param":
      return new Set([actual.name]);
    case "pointer":
    case "slice":
      return typeParamsIn(actual.elem(), depth + 1);
    case "array":
      return typeParamsIn(actual.elem, depth + 1);
    case "named":
      return new Set(actual.args.flatMap((arg) => [...typeParamsIn(arg, depth + 1)]));
    default:
      return new Set();
  }
}
