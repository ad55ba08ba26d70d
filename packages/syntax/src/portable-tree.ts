import type { FlatTree } from "./flat-builder.js";
import { parseText } from "./parse-text.js";
import type { GoParser } from "./parser.js";

/** A tree that can go from one thread to another; its array is its own and may be transferred. */
export type PortableTree = { readonly nodes: Int32Array; readonly errors: readonly number[] };

/** Parses a text for another thread; null where the parser gives up on it. */
export function parseForTransfer(parser: GoParser, text: string): PortableTree | null {
  const tree = parseText(parser, text);
  return tree && { nodes: tree.nodes.slice(0, tree.end), errors: tree.errors };
}

/** The tree as this thread's parser would have given it. */
export function fromTransfer(parser: GoParser, { nodes, errors }: PortableTree): FlatTree {
  return { nodes, end: nodes.length, errors, names: parser.names };
}
