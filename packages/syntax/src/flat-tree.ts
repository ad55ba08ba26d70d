import type { Tree, TreeCursor } from "web-tree-sitter";
import type { FlatBuilder, FlatTree } from "./flat-builder.js";

/** The part of web-tree-sitter's WebAssembly module that walks a tree without its wrapper; absent where a version lacks it. */
export type RawCursor = {
  readonly HEAP32: Int32Array;
  readonly _ts_init: () => number;
  readonly _ts_tree_cursor_current_node_type_id_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_start_index_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_end_index_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_current_field_id_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_current_node_is_missing_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_goto_first_child_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_goto_next_sibling_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_goto_parent_wasm: (tree: number) => number;
};

const RAW_FUNCTIONS: readonly (keyof RawCursor)[] = [
  "HEAP32",
  "_ts_init",
  "_ts_tree_cursor_current_node_type_id_wasm",
  "_ts_tree_cursor_start_index_wasm",
  "_ts_tree_cursor_end_index_wasm",
  "_ts_tree_cursor_current_field_id_wasm",
  "_ts_tree_cursor_current_node_is_missing_wasm",
  "_ts_tree_cursor_goto_first_child_wasm",
  "_ts_tree_cursor_goto_next_sibling_wasm",
  "_ts_tree_cursor_goto_parent_wasm",
];

/** Whether the module has all that `flattenRaw` calls: none of it is public, another version may name it differently. */
export function hasRawCursor(module: object): module is RawCursor {
  return RAW_FUNCTIONS.every((name) => name in module);
}

/**
 * Walks the tree with the module's own functions: 130 ns a node, where the public cursor takes 450 ns because it copies
 * its four integers in and out at every step.
 */
export function flattenRaw(tree: Tree, builder: FlatBuilder, raw: RawCursor, transferBuffer: number): FlatTree {
  builder.start(tree.rootNode.hasError);
  const cursor = tree.walk();
  // `walk` leaves the cursor's state in the transfer buffer, where the functions below look for it.
  const address = (tree as unknown as Handle)[0];
  let depth = 0;
  for (;;) {
    const type = raw._ts_tree_cursor_current_node_type_id_wasm(address);
    const start = raw._ts_tree_cursor_start_index_wasm(address);
    const end = raw._ts_tree_cursor_end_index_wasm(address);
    const wantsChildren = builder.enter(type, start, end, raw._ts_tree_cursor_current_field_id_wasm(address));
    if (start === end && raw._ts_tree_cursor_current_node_is_missing_wasm(address) === 1) builder.markMissing();
    if (wantsChildren && raw._ts_tree_cursor_goto_first_child_wasm(address) === 1) {
      builder.down();
      depth++;
      continue;
    }
    while (raw._ts_tree_cursor_goto_next_sibling_wasm(address) !== 1) {
      if (depth === 0) {
        freeRaw(cursor, raw, transferBuffer);
        return builder.finish();
      }
      raw._ts_tree_cursor_goto_parent_wasm(address);
      builder.up();
      depth--;
    }
  }
}

/** The same walk with the public cursor: what `flattenRaw` is tested against, and what runs where it cannot. */
export function flattenPublic(tree: Tree, builder: FlatBuilder): FlatTree {
  builder.start(tree.rootNode.hasError);
  const cursor = tree.walk();
  let depth = 0;
  for (;;) {
    const { startIndex, endIndex } = cursor;
    const wantsChildren = builder.enter(cursor.nodeTypeId, startIndex, endIndex, cursor.currentFieldId);
    if (startIndex === endIndex && cursor.nodeIsMissing) builder.markMissing();
    if (wantsChildren && cursor.gotoFirstChild()) {
      builder.down();
      depth++;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (depth === 0) {
        cursor.delete();
        return builder.finish();
      }
      cursor.gotoParent();
      builder.up();
      depth--;
    }
  }
}

type Handle = { 0: number; 1: number; 2: number; 3: number };

/** The walk has moved the cursor's stack, perhaps to other memory: the wrapper must know where it is to free it. */
function freeRaw(cursor: TreeCursor, raw: RawCursor, transferBuffer: number): void {
  const handle = cursor as unknown as Handle;
  const at = transferBuffer >> 2;
  handle[0] = raw.HEAP32[at] ?? 0;
  handle[1] = raw.HEAP32[at + 1] ?? 0;
  handle[2] = raw.HEAP32[at + 2] ?? 0;
  handle[3] = raw.HEAP32[at + 3] ?? 0;
  cursor.delete();
}
