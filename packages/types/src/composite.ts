import type { CompositeLit } from "@cachelint/syntax";
import { toInt } from "./constant.js";
import { evaluate } from "./evaluate.js";
import { resolveType } from "./resolve.js";
import type { Scope } from "./scope.js";
import { lazy, type Type, type Unknown } from "./type.js";
import type { World } from "./world.js";

/** The type of a composite literal; that of `[...]T{…}` has the length its elements give it. */
export function compositeType(world: World, scope: Scope, expr: CompositeLit): Type {
  const { type } = expr;
  if (!type) return { kind: "unknown", unknown: { unknown: "constant", detail: "a literal without a type" }, text: "?" };
  if (type.kind !== "array" || type.length) return resolveType(world, scope, type);
  const unknown: Unknown = { unknown: "constant", detail: "a key that is not constant" };
  return { kind: "array", length: lazy(() => literalLength(world, scope, expr) ?? unknown, unknown), elem: resolveType(world, scope, type.element) };
}

/** The length of `[...]T{…}`: one more than the largest index (Go spec, "Composite literals"). */
function literalLength(world: World, scope: Scope, expr: CompositeLit): bigint | null {
  let [next, length] = [0n, 0n];
  for (const { key } of expr.elements) {
    if (key) {
      const operand = evaluate(world, scope, key);
      const index = operand.mode === "constant" ? toInt(operand.value) : null;
      if (index === null) return null;
      next = index;
    }
    next += 1n;
    if (length < next) length = next;
  }
  return length;
}
