import type { Language } from "web-tree-sitter";

/**
 * A syntax tree as one array: `STRIDE` integers a node, parents before children. A node is the index of its first integer.
 * Comments are left out.
 */
export type FlatTree = {
  readonly nodes: Int32Array;
  /** Just behind the last node. */
  readonly end: number;
  /** Nodes that stand for an error: text that fits nowhere, or something that is missing. */
  readonly errors: readonly number[];
  readonly names: NodeNames;
};

/** What the numbers in a tree mean. */
export type NodeNames = {
  readonly types: readonly string[];
  readonly isNamed: readonly boolean[];
  readonly fields: readonly string[];
};

/** [type, start, end, field, index of the first node behind this one's descendants] */
export const STRIDE = 5;

/** Collects nodes as a walk meets them; its array is used again for the next tree. */
export class FlatBuilder {
  readonly names: NodeNames;
  readonly #commentType: number;
  /** Literals have children too, of no use to anyone unless there is an error among them. */
  readonly #leafTypes: ReadonlySet<number>;
  #nodes = new Int32Array(1 << 16);
  #end = 0;
  #errors: number[] = [];
  #open: number[] = [];
  #skipsLeaves = false;

  constructor(language: Language) {
    const types = Array.from(language.types, (name) => name ?? "");
    this.names = {
      types,
      isNamed: types.map((_, id) => language.nodeTypeIsNamed(id)),
      fields: Array.from(language.fields, (name) => name ?? ""),
    };
    this.#commentType = types.indexOf("comment");
    this.#leafTypes = new Set([types.indexOf("interpreted_string_literal"), types.indexOf("raw_string_literal")]);
  }

  start(hasError: boolean): void {
    this.#end = 0;
    this.#errors = [];
    this.#open = [];
    this.#skipsLeaves = !hasError;
    // One huge file must not hold on to its memory for the rest of the run.
    if (1 << 24 < this.#nodes.length) this.#nodes = new Int32Array(1 << 16);
  }

  /** Whether the children of this node are wanted. */
  enter(type: number, start: number, end: number, field: number): boolean {
    if (type === this.#commentType) return false;
    const at = this.#end;
    if (this.#nodes.length < at + STRIDE) this.#grow();
    const nodes = this.#nodes;
    nodes[at] = type;
    nodes[at + 1] = start;
    nodes[at + 2] = end;
    nodes[at + 3] = field;
    this.#end = at + STRIDE;
    nodes[at + 4] = this.#end;
    if (type === ERROR_TYPE) this.#errors.push(at);
    return !(this.#skipsLeaves && this.#leafTypes.has(type));
  }

  /** The node that was just entered is one the parser made up. */
  markMissing(): void {
    this.#errors.push(this.#end - STRIDE);
  }

  down(): void {
    this.#open.push(this.#end - STRIDE);
  }

  up(): void {
    this.#nodes[(this.#open.pop() ?? 0) + 4] = this.#end;
  }

  finish(): FlatTree {
    return { nodes: this.#nodes, end: this.#end, errors: this.#errors, names: this.names };
  }

  #grow(): void {
    const grown = new Int32Array(this.#nodes.length * 2);
    grown.set(this.#nodes);
    this.#nodes = grown;
  }
}

/** The type id that tree-sitter gives every error node, whatever the grammar. */
const ERROR_TYPE = 65535;
