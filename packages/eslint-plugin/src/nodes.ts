import type { LineAndColumn, Span } from "@cachelint/syntax";

/** A node of the tree that ESLint walks. Its type is that of go/ast; words, operators and names of the syntax stand beside it. */
export type GoNode = {
  readonly type: string;
  /** UTF-16 offsets, the end exclusive. */
  readonly range: [number, number];
  /** Lines and columns from 1. */
  readonly loc: { readonly start: LineAndColumn; readonly end: LineAndColumn };
  readonly children: readonly GoNode[];
  /** Not enumerable: null for the file. */
  readonly parent?: GoNode | null;
  readonly [property: string]: unknown;
};

export type Words = Readonly<Record<string, string | boolean | number>>;

/** Makes nodes of a text; whoever makes a node becomes the parent of its children. */
export type NodeMaker = (type: string, span: Span, children?: readonly GoNode[], words?: Words) => GoNode;

/** A maker of nodes for which places are counted in the given way. */
export function nodeMaker(placeOf: (offset: number) => LineAndColumn): NodeMaker {
  return (type, { start, end }, children = [], words = {}) => {
    const node: GoNode = { type, ...words, range: [start, end], loc: { start: placeOf(start), end: placeOf(end) }, children };
    Object.defineProperty(node, "parent", { value: null, writable: true, configurable: true });
    for (const child of children) Object.defineProperty(child, "parent", { value: node, writable: true, configurable: true });
    return node;
  };
}
