import type { BadExpr, Ident } from "./ast.js";
import type { FlatTree } from "./flat-builder.js";
import type { SyntaxProblem } from "./outline.js";

/** A tree being made into an AST: the file's text, and how far the tree's positions are from the file's. */
export type Reading = {
  readonly tree: FlatTree;
  text: string;
  delta: number;
  /** Where the node begins that was read last: what is missing from a broken tree is said to be there. */
  at: number;
  /** How many expressions and statements enclose the one being read. */
  depth: number;
};

/** Starts at the beginning of a tree whose text begins at `delta`. */
export function startReading(tree: FlatTree, text: string, delta: number): Reading {
  return { tree, text, delta, at: Math.max(0, delta), depth: 0 };
}

/** Deeper nesting is read as `bad`, so that neither this room nor the ones above overflow the stack. */
export const MAX_DEPTH = 1000;

/** The grammar's name for a node. */
export function typeOf({ tree }: Reading, node: number): string {
  return tree.names.types[tree.nodes[node] as number] ?? "ERROR";
}

/** Where a node begins in the file. */
export function startOf({ tree, delta }: Reading, node: number): number {
  return (tree.nodes[node + 1] as number) + delta;
}

/** Where a node ends in the file. */
export function endOf({ tree, delta }: Reading, node: number): number {
  return (tree.nodes[node + 2] as number) + delta;
}

/** The text of a node, as the file has it. */
export function textOf(reading: Reading, node: number): string {
  return reading.text.slice(startOf(reading, node), endOf(reading, node));
}

/** The first child with this field, or -1. */
export function childOf({ tree: { nodes, names } }: Reading, node: number, field: string): number {
  const end = nodes[node + 4] as number;
  for (let child = node + 5; child < end; child = nodes[child + 4] as number) {
    if (names.fields[nodes[child + 3] as number] === field) return child;
  }
  return -1;
}

/** The children that are more than punctuation and keywords. */
export function namedChildren({ tree: { nodes, names } }: Reading, node: number): number[] {
  const children: number[] = [];
  const end = nodes[node + 4] as number;
  for (let child = node + 5; child < end; child = nodes[child + 4] as number) {
    if (names.isNamed[nodes[child] as number] !== false) children.push(child);
  }
  return children;
}

/** Those of the named children that have this field. */
export function childrenOf(reading: Reading, node: number, field: string): number[] {
  const { nodes, names } = reading.tree;
  return namedChildren(reading, node).filter((child) => names.fields[nodes[child + 3] as number] === field);
}

/** The children of the root that are more than a semicolon. */
export function topLevelNodes({ nodes, names }: FlatTree): number[] {
  const found: number[] = [];
  const end = nodes[4] as number;
  for (let child = 5; child < end; child = nodes[child + 4] as number) {
    if (names.isNamed[nodes[child] as number] !== false) found.push(child);
  }
  return found;
}

/** The first child of this type, or -1. */
export function childOfType({ tree: { nodes, names } }: Reading, node: number, type: string): number {
  const end = nodes[node + 4] as number;
  for (let child = node + 5; child < end; child = nodes[child + 4] as number) {
    if (names.types[nodes[child] as number] === type) return child;
  }
  return -1;
}

/** Whether the node or anything in it is an error. */
export function hasErrorIn({ tree: { nodes, errors } }: Reading, node: number): boolean {
  if (errors.length === 0) return false;
  const end = nodes[node + 4] as number;
  let low = 0;
  let high = errors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((errors[middle] as number) < node) low = middle + 1;
    else high = middle;
  }
  return low < errors.length && (errors[low] as number) < end;
}

/** The name at a node; -1 stands for one that is missing from a broken tree. */
export function readIdent(reading: Reading, node: number): Ident {
  if (node < 0) return { kind: "ident", start: reading.at, end: reading.at, name: "" };
  return { kind: "ident", start: startOf(reading, node), end: endOf(reading, node), name: textOf(reading, node) };
}

const MAX_BAD_TEXT = 40;

/** The text of a node that is no Go. */
export function badExpr(reading: Reading, node: number): BadExpr {
  return bad(reading.text, startOf(reading, node), endOf(reading, node));
}

/** Text that is no Go. */
export function bad(text: string, start: number, end: number): BadExpr {
  return { kind: "bad", start, end, text: text.slice(start, Math.min(end, start + MAX_BAD_TEXT)) };
}

/** More problems of one declaration help nobody. */
const MAX_PROBLEMS = 20;

/** A problem for each error of the tree, the outermost and first ones only. */
export function problemsOf(reading: Reading): SyntaxProblem[] {
  const { nodes, errors } = reading.tree;
  const problems: SyntaxProblem[] = [];
  let coveredTo = -1;
  for (const node of errors) {
    if (node < coveredTo) continue;
    if (MAX_PROBLEMS <= problems.length) break;
    coveredTo = nodes[node + 4] as number;
    problems.push(problemAt(reading, node));
  }
  return problems;
}

function problemAt(reading: Reading, node: number): SyntaxProblem {
  const start = startOf(reading, node);
  const end = endOf(reading, node);
  const type = typeOf(reading, node);
  if (type !== "ERROR") return { start, end, message: `${type.length < 3 ? `"${type}"` : type.replaceAll("_", " ")} is missing` };
  const text = reading.text.slice(start, Math.min(end, start + MAX_BAD_TEXT)).split("\n", 1)[0] ?? "";
  return { start, end, message: text.trim() === "" ? "something is missing" : `unexpected "${text.trim()}"` };
}
