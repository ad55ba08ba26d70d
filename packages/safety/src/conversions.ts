import type { Call } from "@cachelint/syntax";
import { evaluate, operandType, type StructType, type Type, underlying } from "@cachelint/types";
import { note, type Site } from "./census.js";
import { structOf } from "./structs.js";

/** Notes `T(x)` and `(*T)(x)` between struct types of different bodies: they convert only while their fields are the same, in one order (Go spec, "Conversions"). */
export function noteConversion(site: Site, node: Call): void {
  const { universe: { world } } = site.census;
  const [arg] = node.args;
  if (arg === undefined || 1 < node.args.length || !mayBeType(node.callee)) return;
  const callee = evaluate(world, site.scope, node.callee);
  if (callee.mode !== "type") return;
  const given = operandType(evaluate(world, site.scope, arg));
  const [to, from] = sides(callee.type, given);
  if (to === null || from === null || from === to) return;
  if (from !== "unknown" && from.syntax === to.syntax) return;
  const structs = from === "unknown" ? [to.syntax] : [to.syntax, from.syntax];
  note(site, structs, { reason: "conversion", detail: "it is converted to or from another struct type, which takes the same fields in the same order", weight: "withholds", node });
}

/** What is called is written as a name, perhaps of an instance, or in parentheses. */
function mayBeType({ kind }: Call["callee"]): boolean {
  return kind === "ident" || kind === "selector" || kind === "index" || kind === "paren" || kind === "struct";
}

function sides(target: Type, given: Type): readonly [StructType | null, StructType | "unknown" | null] {
  const [to, from] = [underlying(target), underlying(given)];
  if (to.kind === "pointer" && from.kind === "pointer") return [structOf(to.elem()), orUnknown(from.elem())];
  return [structOf(to), orUnknown(from)];
}

function orUnknown(type: Type): StructType | "unknown" | null {
  return underlying(type).kind === "unknown" ? "unknown" : structOf(type);
}
