import { type Decl, type Expr, walkExpr } from "@cachelint/syntax";
import { type Type } from "@cachelint/types";
import { note, type Site } from "./census.js";
import { nameOf, packageOf, typeOf } from "./memory.js";
import { structsIn, unparenthesised } from "./structs.js";

/**
 * Notes sizes on which something hangs: `unsafe.Sizeof` in a constant, an array length or a comparison. Where it is only
 * added up, as in accounts of memory, a smaller size is as right as the larger was; a pad's length follows it.
 */
export function noteSize(site: Site, node: Expr): void {
  const { place } = site;
  if (node === site.outermost && (place.decl.kind === "const-decl" || isInTest(site))) pinAll(site, node);
  if (node.kind === "binary" && comparisons.has(node.op)) pinAll(site, node);
  else if (node.kind === "array" && node.length !== null && !site.pads.has(node.length)) pinAll(site, node.length);
  else if (node.kind === "struct") for (const { names, type } of node.fields) if (type.kind === "array" && type.length !== null && names.every(({ name }) => name === "_")) site.pads.add(type.length);
  if (node.kind === "composite" && node.type !== null && isInTest(site) && comparesSizes(site)) pin(site, node, typeOf(site, node));
  if (node.kind !== "call") return;
  const [arg] = node.args;
  if (arg === undefined && nameOf(node.callee) === "Size") return isInTest(site) || site.pinned.has(node) ? noteReflectedSize(site, node) : undefined;
  if (arg === undefined) return;
  if (site.pinned.has(node) && nameOf(node.callee) === "Sizeof" && packageOf(site, node.callee) === "unsafe") pin(site, node, typeOf(site, arg));
}

/** Tables of sizes hold values of the types: `{Value{}, 72, 112}`. */
function comparesSizes({ place: { unit, decl } }: Site): boolean {
  const known = comparing.get(decl);
  if (known !== undefined) return known;
  const text = unit.source.file.text.slice(decl.start, decl.end);
  const found = text.includes("reflect.TypeOf(") && text.includes(").Size()");
  comparing.set(decl, found);
  return found;
}

const comparing = new WeakMap<Decl, boolean>();

/** `reflect.TypeOf(x).Size()`. */
function noteReflectedSize(site: Site, node: Expr & { kind: "call" }): void {
  const receiver = node.callee.kind === "selector" ? unparenthesised(node.callee.operand) : null;
  const [value] = receiver?.kind === "call" && nameOf(receiver.callee) === "TypeOf" && packageOf(site, receiver.callee) === "reflect" ? receiver.args : [];
  if (value !== undefined) pin(site, node, typeOf(site, value));
}

function isInTest({ place: { unit } }: Site): boolean {
  return unit.source.file.name.endsWith("_test.go");
}

function pin(site: Site, node: Expr, type: Type): void {
  note(site, structsIn(type, "value"), { reason: "size-in-use", detail: "its size is compared, or is part of a constant", weight: "withholds", node });
}

function pinAll({ pinned }: Site, expr: Expr): void {
  walkExpr(expr, {
    expr: (node) => {
      if (node.kind === "call") pinned.add(node);
      // The lengths of pads are looked at where their struct is.
      return node.kind !== "func-lit" && node.kind !== "struct";
    },
  });
}

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
