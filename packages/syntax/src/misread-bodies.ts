import type { FlatTree } from "./flat-builder.js";

/**
 * The ends of composite literals that cannot be any: Go allows none such as `T{…}` at the end of what stands before the
 * block of an `if`, `for` or `switch` (Go spec, "Composite literals"). Positions are the tree's, in their order.
 */
export function misreadBodies(tree: FlatTree): number[] {
  const { nodes, names, end } = tree;
  const ends = new Set<number>();
  for (let node = 0; node < end; node += 5) {
    const type = names.types[nodes[node] as number] as string;
    if (type !== "if_statement" && type !== "for_statement" && type !== "expression_switch_statement") continue;
    const literal = literalAtEnd(tree, headOf(tree, node));
    if (0 <= literal) ends.add(nodes[literal + 2] as number);
  }
  return [...ends].sort((a, b) => a - b);
}

/** The last part of a statement before its block, or -1. */
function headOf({ nodes, names }: FlatTree, node: number): number {
  const end = nodes[node + 4] as number;
  let head = -1;
  for (let child = node + 5; child < end; child = nodes[child + 4] as number) {
    const type = names.types[nodes[child] as number];
    if (type === "block" || type === "{") break;
    head = child;
  }
  return head;
}

const NAMED_TYPES: ReadonlySet<string> = new Set(["type_identifier", "qualified_type", "generic_type"]);

/** The composite literal of a named type that `head` ends with, or -1; one in parentheses ends with these. */
function literalAtEnd({ nodes, names }: FlatTree, head: number): number {
  for (let node = head; 0 <= node; node = lastChild(nodes, node)) {
    if (names.types[nodes[node] as number] !== "composite_literal") continue;
    return NAMED_TYPES.has(names.types[nodes[node + 5] as number] as string) ? node : -1;
  }
  return -1;
}

function lastChild(nodes: Int32Array, node: number): number {
  const end = nodes[node + 4] as number;
  let last = -1;
  for (let child = node + 5; child < end; child = nodes[child + 4] as number) last = child;
  return last;
}
