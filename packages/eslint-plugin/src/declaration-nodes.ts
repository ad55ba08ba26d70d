import type { Decl, Expr, FieldDecl, InterfaceMethod, Param, Span, TypeParam } from "@cachelint/syntax";
import type { GoNode, NodeMaker, Words } from "./nodes.js";

/** Node types by the kinds of the syntax, as go/ast calls them. */
const types: Readonly<Record<Expr["kind"] | Decl["kind"], string>> = {
  ident: "Ident",
  literal: "BasicLit",
  selector: "SelectorExpr",
  unary: "UnaryExpr",
  star: "StarExpr",
  binary: "BinaryExpr",
  call: "CallExpr",
  index: "IndexExpr",
  "slice-expr": "SliceExpr",
  "type-assert": "TypeAssertExpr",
  paren: "ParenExpr",
  composite: "CompositeLit",
  "func-lit": "FuncLit",
  array: "ArrayType",
  slice: "SliceType",
  map: "MapType",
  chan: "ChanType",
  func: "FuncType",
  interface: "InterfaceType",
  struct: "StructType",
  bad: "BadExpr",
  "type-decl": "TypeSpec",
  "const-decl": "ConstSpec",
  "var-decl": "VarSpec",
  "func-decl": "FuncDecl",
};

type Kindless = FieldDecl | Param | TypeParam | InterfaceMethod;

/** A declaration as ESLint walks it. What statements it holds, in the bodies of function literals, is left out. */
export function declarationNode(make: NodeMaker, decl: Decl): GoNode {
  return nodeOf(make, decl);
}

function nodeOf(make: NodeMaker, part: Expr | Decl | Kindless): GoNode {
  const children = partsIn(part)
    // A constant without a value repeats that of the line above; it is written there.
    .filter(({ start, end }) => part.start <= start && end <= part.end)
    .sort((a, b) => a.start - b.start)
    .map((own) => nodeOf(make, own));
  return make(typeOf(part), part, children, wordsOf(part));
}

function typeOf(part: Expr | Decl | Kindless): string {
  if ("kind" in part) return types[part.kind];
  if ("constraint" in part) return "TypeParam";
  return "signature" in part ? "Method" : "Field";
}

/** The nodes that a node holds, those of lists, signatures and elements included, which are none themselves. */
function partsIn(part: object): readonly (Expr | Decl | Kindless)[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value !== "object" || value === null || key === "body" || key === "bodySpan") return [];
    return isSpan(value) ? [value as Expr | Decl | Kindless] : partsIn(value);
  });
}

function isSpan(value: object): value is Span {
  return "start" in value && "end" in value;
}

/** Words that selectors may ask for: `Ident[name="mu"]`, `ChanType[direction="send"]`, `Field[embedded=true]`. */
function wordsOf(part: Expr | Decl | Kindless): Words {
  const named = Object.entries(part).filter(([key, value]) => key !== "kind" && key !== "type" && (typeof value === "string" || typeof value === "boolean"));
  return Object.fromEntries(named) as Words;
}
