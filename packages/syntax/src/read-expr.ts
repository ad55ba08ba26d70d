import type { Element, Expr, Literal } from "./ast.js";
import { badExpr, childOf, endOf, MAX_DEPTH, namedChildren, readIdent, startOf, textOf, typeOf } from "./reading.js";
import type { Reading } from "./reading.js";
import { readBlock } from "./read-statement.js";
import { readSignature } from "./read-signature.js";
import { TYPE_READERS } from "./read-type.js";

/** The expression or type at a node; -1 stands for one that is missing from a broken tree. */
export function readExpr(reading: Reading, node: number): Expr {
  if (node < 0) return { kind: "bad", start: reading.at, end: reading.at, text: "" };
  reading.at = startOf(reading, node);
  const type = typeOf(reading, node);
  const read = READERS[type] ?? TYPE_READERS[type];
  if (read === undefined || MAX_DEPTH <= reading.depth) return badExpr(reading, node);
  reading.depth++;
  const expr = read(reading, node);
  reading.depth--;
  return expr;
}

/** All expressions of an `expression_list`, or the one expression that stands in its place. */
export function readExprList(reading: Reading, node: number): Expr[] {
  if (node < 0) return [];
  if (typeOf(reading, node) !== "expression_list") return [readExpr(reading, node)];
  return namedChildren(reading, node).map((child) => readExpr(reading, child));
}

/** The string literal at a node. */
export function readString(reading: Reading, node: number): Literal {
  return { kind: "literal", start: startOf(reading, node), end: endOf(reading, node), type: "string", text: textOf(reading, node) };
}

export type ExprReader = (reading: Reading, node: number) => Expr;

const READERS: Readonly<Record<string, ExprReader | undefined>> = {
  __proto__: null as never,
  identifier: readIdent,
  type_identifier: readIdent,
  field_identifier: readIdent,
  package_identifier: readIdent,
  blank_identifier: readIdent,
  nil: readIdent,
  true: readIdent,
  false: readIdent,
  iota: readIdent,
  interpreted_string_literal: readString,
  raw_string_literal: readString,
  int_literal: (reading, node) => readNumber(reading, node, "int"),
  float_literal: (reading, node) => readNumber(reading, node, "float"),
  imaginary_literal: (reading, node) => readNumber(reading, node, "imaginary"),
  rune_literal: (reading, node) => readNumber(reading, node, "rune"),
  unary_expression: readUnary,
  binary_expression: readBinary,
  selector_expression: readSelector,
  index_expression: readIndex,
  slice_expression: readSlice,
  call_expression: readCall,
  type_assertion_expression: readTypeAssertion,
  type_conversion_expression: readConversion,
  type_instantiation_expression: readInstantiation,
  composite_literal: readComposite,
  literal_value: readLiteralValue,
  literal_element: readOnly,
  expression_list: readOnly,
  func_literal: readFuncLiteral,
  parenthesized_expression: readParen,
  variadic_argument: readOnly,
};

function readNumber(reading: Reading, node: number, type: Literal["type"]): Literal {
  return { kind: "literal", start: startOf(reading, node), end: endOf(reading, node), type, text: textOf(reading, node) };
}

function readUnary(reading: Reading, node: number): Expr {
  const start = startOf(reading, node);
  const end = endOf(reading, node);
  const operator = childOf(reading, node, "operator");
  const operand = readExpr(reading, childOf(reading, node, "operand"));
  const op = operator < 0 ? "" : typeOf(reading, operator);
  return op === "*" ? { kind: "star", start, end, operand } : { kind: "unary", start, end, op, operand };
}

/** `a + b + c + …` leans to the left: long sums are read from the inside, as a loop. */
function readBinary(reading: Reading, node: number): Expr {
  const spine = [node];
  let innermost = childOf(reading, node, "left");
  while (0 <= innermost && typeOf(reading, innermost) === "binary_expression") {
    spine.push(innermost);
    innermost = childOf(reading, innermost, "left");
  }
  if (MAX_DEPTH < spine.length + reading.depth) return badExpr(reading, node);
  let left = readExpr(reading, innermost);
  for (let at = spine.length - 1; 0 <= at; at--) {
    const binary = spine[at] as number;
    const operator = childOf(reading, binary, "operator");
    const right = readExpr(reading, childOf(reading, binary, "right"));
    const op = operator < 0 ? "" : typeOf(reading, operator);
    left = { kind: "binary", start: startOf(reading, binary), end: endOf(reading, binary), op, left, right };
  }
  return left;
}

function readSelector(reading: Reading, node: number): Expr {
  const end = endOf(reading, node);
  const name = readIdent(reading, childOf(reading, node, "field"));
  return applied(readExpr(reading, childOf(reading, node, "operand")), end, (operand) => ({ kind: "selector", start: operand.start, end, operand, name }));
}

/**
 * What follows an operand binds tighter than the `*` before it, but the grammar reads `*(*[]byte)(p)` as a conversion to
 * the type `*(*[]byte)`: the star is taken out again.
 */
function applied(operand: Expr, end: number, apply: (operand: Expr) => Expr): Expr {
  return operand.kind === "star" ? { ...operand, end, operand: applied(operand.operand, end, apply) } : apply(operand);
}

function readIndex(reading: Reading, node: number): Expr {
  const end = endOf(reading, node);
  const indices = [readExpr(reading, childOf(reading, node, "index"))];
  return applied(readExpr(reading, childOf(reading, node, "operand")), end, (operand) => ({ kind: "index", start: operand.start, end, operand, indices }));
}

function readSlice(reading: Reading, node: number): Expr {
  const optional = (field: string): Expr | null => {
    const child = childOf(reading, node, field);
    return child < 0 ? null : readExpr(reading, child);
  };
  const end = endOf(reading, node);
  const bounds = { low: optional("start"), high: optional("end"), max: optional("capacity") };
  return applied(readExpr(reading, childOf(reading, node, "operand")), end, (operand) => ({ kind: "slice-expr", start: operand.start, end, operand, ...bounds }));
}

function readCall(reading: Reading, node: number): Expr {
  const end = endOf(reading, node);
  const typeArguments = childOf(reading, node, "type_arguments");
  const argumentList = childOf(reading, node, "arguments");
  const argNodes = argumentList < 0 ? [] : namedChildren(reading, argumentList);
  const args = argNodes.map((child) => readExpr(reading, child));
  const spread = argNodes.some((child) => typeOf(reading, child) === "variadic_argument");
  const indices = typeArguments < 0 ? [] : namedChildren(reading, typeArguments).map((child) => readExpr(reading, child));
  return applied(readExpr(reading, childOf(reading, node, "function")), end, (operand) => {
    const callee: Expr = typeArguments < 0 ? operand : { kind: "index", start: operand.start, end: endOf(reading, typeArguments), operand, indices };
    return { kind: "call", start: callee.start, end, callee, args, spread };
  });
}

function readTypeAssertion(reading: Reading, node: number): Expr {
  const end = endOf(reading, node);
  const type = readExpr(reading, childOf(reading, node, "type"));
  return applied(readExpr(reading, childOf(reading, node, "operand")), end, (operand) => ({ kind: "type-assert", start: operand.start, end, operand, type }));
}

/** The grammar takes `f[int](x)` and `[]byte(x)` for conversions; which it is, names decide. */
function readConversion(reading: Reading, node: number): Expr {
  const end = endOf(reading, node);
  const args = [readExpr(reading, childOf(reading, node, "operand"))];
  return applied(readExpr(reading, childOf(reading, node, "type")), end, (callee) => ({ kind: "call", start: callee.start, end, callee, args, spread: false }));
}

function readInstantiation(reading: Reading, node: number): Expr {
  const end = endOf(reading, node);
  const [type, ...indices] = namedChildren(reading, node).map((child) => readExpr(reading, child));
  if (type === undefined) return badExpr(reading, node);
  return applied(type, end, (operand) => ({ kind: "index", start: operand.start, end, operand, indices }));
}

function readComposite(reading: Reading, node: number): Expr {
  const type = readExpr(reading, childOf(reading, node, "type"));
  const body = childOf(reading, node, "body");
  return { kind: "composite", start: startOf(reading, node), end: endOf(reading, node), type, elements: body < 0 ? [] : readElements(reading, body) };
}

/** A composite literal whose type the enclosing one gives. */
function readLiteralValue(reading: Reading, node: number): Expr {
  return { kind: "composite", start: startOf(reading, node), end: endOf(reading, node), type: null, elements: readElements(reading, node) };
}

function readElements(reading: Reading, body: number): Element[] {
  return namedChildren(reading, body).map((child) => {
    if (typeOf(reading, child) !== "keyed_element") return { key: null, value: readExpr(reading, child) };
    const key = readExpr(reading, childOf(reading, child, "key"));
    return { key, value: readExpr(reading, childOf(reading, child, "value")) };
  });
}

function readFuncLiteral(reading: Reading, node: number): Expr {
  const signature = readSignature(reading, node);
  const body = readBlock(reading, childOf(reading, node, "body"));
  return { kind: "func-lit", start: startOf(reading, node), end: endOf(reading, node), signature, body };
}

function readParen(reading: Reading, node: number): Expr {
  return { kind: "paren", start: startOf(reading, node), end: endOf(reading, node), inner: readOnly(reading, node) };
}

/** The one expression that a wrapping node holds. */
function readOnly(reading: Reading, node: number): Expr {
  const [child] = namedChildren(reading, node);
  return child === undefined ? badExpr(reading, node) : readExpr(reading, child);
}
