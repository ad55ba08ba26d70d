import type { CompositeLit } from "@cachelint/syntax";
import { evaluate, operandType, type Type, underlying } from "@cachelint/types";
import { note, type Site } from "./census.js";
import { pointeeOf, structOf } from "./structs.js";

/** Notes literals that name no fields, those included whose type the literal around them gives (Go spec, "Composite literals"). */
export function noteLiteral(site: Site, node: CompositeLit): void {
  if (node.type === null) return;
  check(site, operandType(evaluate(site.census.universe.world, site.scope, node)), node);
}

function check(site: Site, type: Type, node: CompositeLit): void {
  const under = underlying(type);
  const [first] = node.elements;
  switch (under.kind) {
    case "struct":
      if (first !== undefined && first.key === null) note(site, [under.syntax], { reason: "unkeyed-literal", detail: "a literal gives its fields by their order", weight: "withholds", node });
      return;
    case "array":
      return checkElements(site, node, null, under.elem);
    case "slice":
      return checkElements(site, node, null, under.elem());
    case "map":
      return checkElements(site, node, under.key(), under.value());
    case "type-param": {
      const core = underlying(under.constraint());
      if (structOf(core) !== null) check(site, core, node);
    }
  }
}

function checkElements(site: Site, { elements }: CompositeLit, key: Type | null, element: Type): void {
  for (const one of elements) {
    if (key !== null && one.key?.kind === "composite" && one.key.type === null) check(site, pointeeOf(key), one.key);
    if (one.value.kind === "composite" && one.value.type === null) check(site, underlying(element).kind === "pointer" ? pointeeOf(element) : element, one.value);
  }
}
