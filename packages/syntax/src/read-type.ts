import type { Expr, FieldDecl, InterfaceMethod, Span } from "./ast.js";
import { badExpr, childOf, childOfType, childrenOf, endOf, hasErrorIn, MAX_DEPTH, namedChildren, readIdent, startOf, typeOf } from "./reading.js";
import type { Reading } from "./reading.js";
import { readExpr, readString } from "./read-expr.js";
import type { ExprReader } from "./read-expr.js";
import { readSignature } from "./read-signature.js";

/** Readers of the nodes that only types have. */
export const TYPE_READERS: Readonly<Record<string, ExprReader | undefined>> = {
  __proto__: null as never,
  qualified_type: readQualified,
  generic_type: readGeneric,
  pointer_type: readPointer,
  parenthesized_type: readParen,
  negated_type: readNegated,
  type_elem: readUnion,
  type_constraint: readUnion,
  array_type: readArray,
  implicit_length_array_type: readArray,
  slice_type: readSliceType,
  map_type: readMap,
  channel_type: readChannel,
  function_type: readFunc,
  interface_type: readInterface,
  struct_type: readStruct,
};

function readQualified(reading: Reading, node: number): Expr {
  const operand = readExpr(reading, childOf(reading, node, "package"));
  const name = readIdent(reading, childOf(reading, node, "name"));
  return { kind: "selector", start: startOf(reading, node), end: endOf(reading, node), operand, name };
}

function readGeneric(reading: Reading, node: number): Expr {
  const end = endOf(reading, node);
  const typeArguments = childOf(reading, node, "type_arguments");
  const indices = typeArguments < 0 ? [] : namedChildren(reading, typeArguments).map((child) => readExpr(reading, child));
  const operand = readExpr(reading, childOf(reading, node, "type"));
  // The grammar reads `~T[int]` as an instantiation of `~T`.
  if (operand.kind === "unary") {
    const inner = operand.operand;
    return { ...operand, end, operand: { kind: "index", start: inner.start, end, operand: inner, indices } };
  }
  return { kind: "index", start: operand.start, end, operand, indices };
}

function readPointer(reading: Reading, node: number): Expr {
  return { kind: "star", start: startOf(reading, node), end: endOf(reading, node), operand: readInner(reading, node) };
}

function readParen(reading: Reading, node: number): Expr {
  return { kind: "paren", start: startOf(reading, node), end: endOf(reading, node), inner: readInner(reading, node) };
}

function readNegated(reading: Reading, node: number): Expr {
  return { kind: "unary", start: startOf(reading, node), end: endOf(reading, node), op: "~", operand: readInner(reading, node) };
}

function readInner(reading: Reading, node: number): Expr {
  const [inner] = namedChildren(reading, node);
  return inner === undefined ? badExpr(reading, node) : readExpr(reading, inner);
}

function readUnion(reading: Reading, node: number): Expr {
  const [first, ...rest] = namedChildren(reading, node).map((child) => readExpr(reading, child));
  if (first === undefined) return badExpr(reading, node);
  return rest.reduce<Expr>((left, right) => ({ kind: "binary", start: first.start, end: right.end, op: "|", left, right }), first);
}

function readArray(reading: Reading, node: number): Expr {
  const length = childOf(reading, node, "length");
  const element = readExpr(reading, childOf(reading, node, "element"));
  return { kind: "array", start: startOf(reading, node), end: endOf(reading, node), length: length < 0 ? null : readExpr(reading, length), element };
}

function readSliceType(reading: Reading, node: number): Expr {
  const element = readExpr(reading, childOf(reading, node, "element"));
  return { kind: "slice", start: startOf(reading, node), end: endOf(reading, node), element };
}

function readMap(reading: Reading, node: number): Expr {
  const key = readExpr(reading, childOf(reading, node, "key"));
  const value = readExpr(reading, childOf(reading, node, "value"));
  return { kind: "map", start: startOf(reading, node), end: endOf(reading, node), key, value };
}

function readChannel(reading: Reading, node: number): Expr {
  const start = startOf(reading, node);
  const end = endOf(reading, node);
  const value = childOf(reading, node, "value");
  if (isReceive(reading, node)) return { kind: "chan", start, end, direction: "receive", element: readExpr(reading, value) };
  if (0 <= childOfType(reading, node, "<-")) return { kind: "chan", start, end, direction: "send", element: readExpr(reading, value) };
  return readPlainChannel(reading, value, { start, end });
}

function isReceive(reading: Reading, node: number): boolean {
  const arrow = 0 <= node && typeOf(reading, node) === "channel_type" ? childOfType(reading, node, "<-") : -1;
  return 0 <= arrow && startOf(reading, arrow) === startOf(reading, node);
}

/** The `<-` of `chan <-chan T` belongs to the leftmost `chan` (Go spec, "Channel types"); the grammar gives it to the other. */
function readPlainChannel(reading: Reading, value: number, { start, end }: Span): Expr {
  if (!isReceive(reading, value)) return { kind: "chan", start, end, direction: "both", element: readExpr(reading, value) };
  const keyword = startOf(reading, childOfType(reading, value, "chan"));
  if (MAX_DEPTH <= reading.depth) return badExpr(reading, value);
  reading.depth++;
  const element = readPlainChannel(reading, childOf(reading, value, "value"), { start: keyword, end });
  reading.depth--;
  return { kind: "chan", start, end, direction: "send", element };
}

function readFunc(reading: Reading, node: number): Expr {
  return { kind: "func", start: startOf(reading, node), end: endOf(reading, node), signature: readSignature(reading, node) };
}

function readInterface(reading: Reading, node: number): Expr {
  const methods: InterfaceMethod[] = [];
  const embeds: Expr[] = [];
  for (const child of namedChildren(reading, node)) {
    if (typeOf(reading, child) === "method_elem") {
      const name = readIdent(reading, childOf(reading, child, "name"));
      methods.push({ start: startOf(reading, child), end: endOf(reading, child), name, signature: readSignature(reading, child) });
    } else {
      embeds.push(readExpr(reading, child));
    }
  }
  return { kind: "interface", start: startOf(reading, node), end: endOf(reading, node), methods, embeds };
}

function readStruct(reading: Reading, node: number): Expr {
  const list = childOfType(reading, node, "field_declaration_list");
  const end = endOf(reading, node);
  if (list < 0) return badExpr(reading, node);
  const fields: FieldDecl[] = [];
  for (const child of namedChildren(reading, list)) {
    if (typeOf(reading, child) === "field_declaration") fields.push(readField(reading, child));
  }
  return { kind: "struct", start: startOf(reading, node), end, openBrace: startOf(reading, list), closeBrace: end - 1, fields, hasError: hasErrorIn(reading, node) };
}

function readField(reading: Reading, node: number): FieldDecl {
  const names = childrenOf(reading, node, "name").map((child) => readIdent(reading, child));
  const tagNode = childOf(reading, node, "tag");
  const tag = tagNode < 0 ? null : readString(reading, tagNode);
  // The `*` of an embedded `*T` is a child of the field, there is no pointer_type.
  const star = names.length === 0 ? childOfType(reading, node, "*") : -1;
  const named = readExpr(reading, childOf(reading, node, "type"));
  const type: Expr = star < 0 ? named : { kind: "star", start: startOf(reading, star), end: named.end, operand: named };
  return { start: startOf(reading, node), end: endOf(reading, node), names, type, embedded: names.length === 0, tag };
}
