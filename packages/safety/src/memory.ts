import type { Call, Expr, StructType as StructSyntax } from "@cachelint/syntax";
import { evaluate, lookup, operandType, type Type, underlying } from "@cachelint/types";
import { note, type Site } from "./census.js";
import { noteValue } from "./handed.js";
import { pointeeOf, structOf, structsIn, unparenthesised } from "./structs.js";
import { noteOpenType } from "./type-params.js";

/** Marks what an expression around others makes of them: the start of pointer arithmetic, what a system call is handed. */
export function markMemory(site: Site, node: Expr): void {
  if (node.kind === "binary" && (node.op === "+" || node.op === "-")) for (const side of [node.left, node.right]) markMoved(site, side);
  if (node.kind !== "call") return;
  const path = packageOf(site, node.callee);
  if (path === "unsafe" && /^(?:Add|Slice|String)$/.test(nameOf(node.callee))) markMoved(site, node.args[0]);
  if (isSystem(path)) for (const arg of node.args) markHanded(site, arg);
}

function markMoved(site: Site, expr: Expr | undefined): void {
  const inner = expr && unparenthesised(expr);
  if (inner === undefined) return;
  site.moved.add(inner);
  const isConversion = inner.kind === "call" && (nameOf(inner.callee) === "uintptr" || packageOf(site, inner.callee) === "unsafe");
  if (isConversion) markMoved(site, inner.args[0]);
}

function markHanded(site: Site, expr: Expr): void {
  const inner = unparenthesised(expr);
  site.handedToSystem.add(inner);
  if (inner.kind === "call") for (const arg of inner.args) markHanded(site, arg);
}

function isSystem(path: string): boolean {
  return path === "syscall" || path === "golang.org/x/sys/unix" || path === "golang.org/x/sys/windows" || path === "internal/runtime/syscall" || path === "internal/syscall/unix" || path === "internal/syscall/windows";
}

/** Notes structs whose memory is reached without their type: `(*T)(p)` of an unsafe.Pointer, `unsafe.Pointer(&t)`, `unsafe.Offsetof(t.f)`. */
export function noteMemory(site: Site, node: Call): void {
  const { universe: { world } } = site.census;
  const [arg] = node.args;
  if (arg === undefined) return;
  const inner = unparenthesised(arg);
  if (packageOf(site, node.callee) === "unsafe") {
    const name = nameOf(node.callee);
    if (name === "Offsetof" && inner.kind === "selector") raw(site, node, structsIn(pointeeOf(typeOf(site, inner.operand)), "value"), "unsafe.Offsetof asks where a field lies");
    if (name === "Pointer") notePointer(site, node, inner);
    else if (site.moved.has(inner) && inner.kind === "unary") raw(site, node, ownerOf(site, inner), "memory beside a field is reached from its address");
    return;
  }
  // `type pointer = unsafe.Pointer`.
  if (node.args.length === 1 && isUnsafePointer(typeOf(site, node)) && underlying(typeOf(site, arg)).kind === "pointer" && evaluate(world, site.scope, node.callee).mode === "type") return notePointer(site, node, inner);
  if (1 < node.args.length || (node.callee.kind !== "paren" && node.callee.kind !== "ident")) return;
  const target = underlying(typeOf(site, node.callee));
  const callee = target.kind === "pointer" ? evaluate(world, site.scope, node.callee) : null;
  if (callee?.mode !== "type" || !isUnsafePointer(typeOf(site, arg))) return;
  noteOpenType(site, "raw", callee.type);
  raw(site, node, structsIn(pointeeOf(callee.type), "value"), "an unsafe.Pointer is taken for a pointer to it");
}

function notePointer(site: Site, node: Call, arg: Expr): void {
  const type = underlying(typeOf(site, arg));
  noteOpenType(site, "raw", typeOf(site, arg));
  if (type.kind !== "pointer") return;
  // The second word of an interface is the address of what it holds.
  if (arg.kind === "unary" && underlying(type.elem()).kind === "interface") noteValue(site, "raw", arg.operand);
  const structs = new Set<StructSyntax>(structsIn(type.elem(), "value"));
  // What lies beside a field is reached from the field's address by arithmetic only.
  if (site.moved.has(node) || site.moved.has(arg)) for (const owner of ownerOf(site, arg)) structs.add(owner);
  raw(site, node, structs, "its memory is reached through an unsafe.Pointer");
}

/** The structs in which the operand of `&x.a.b` lies. */
function ownerOf(site: Site, expr: Expr): readonly StructSyntax[] {
  if (expr.kind !== "unary" || expr.op !== "&") return [];
  const owners: StructSyntax[] = [];
  let place = unparenthesised(expr.operand);
  while (place.kind === "selector" || place.kind === "index") {
    place = unparenthesised(place.operand);
    const owner = structOf(pointeeOf(typeOf(site, place)));
    if (owner !== null) owners.push(owner.syntax);
  }
  return owners;
}

function raw(site: Site, node: Expr, structs: Iterable<StructSyntax>, detail: string): void {
  const isSystemCall = site.handedToSystem.has(node);
  note(site, structs, { reason: isSystemCall ? "syscall" : "unsafe", detail: isSystemCall ? "the system is handed its address" : detail, weight: "withholds", node });
}

export function isUnsafePointer(type: Type): boolean {
  const under = underlying(type);
  return under.kind === "basic" && under.name === "unsafe.Pointer";
}

/** Where an expression stands, for those who ask what it is. */
export type Place = Pick<Site, "census" | "scope" | "place">;

export function typeOf({ census: { universe: { world } }, scope }: Pick<Site, "census" | "scope">, expr: Expr): Type {
  return operandType(evaluate(world, scope, expr));
}

/** The import path that a callee `pkg.Name` names; empty for any other. */
export function packageOf({ census: { universe: { world } }, scope }: Pick<Site, "census" | "scope">, callee: Expr): string {
  const inner = callee.kind === "index" ? callee.operand : callee;
  if (inner.kind !== "selector" || inner.operand.kind !== "ident") return "";
  const entity = lookup(world, scope, inner.operand.name);
  return entity?.kind === "package" ? entity.pkg.importPath : "";
}

export function nameOf(callee: Expr): string {
  if (callee.kind === "ident") return callee.name;
  if (callee.kind === "index") return nameOf(callee.operand);
  return callee.kind === "selector" ? callee.name.name : "";
}
