import type { ConstDecl, Decl, Expr, FuncDecl, Span, TypeDecl, VarDecl } from "./ast.js";
import { childOf, childrenOf, endOf, hasErrorIn, namedChildren, readIdent, startOf, typeOf } from "./reading.js";
import type { Reading } from "./reading.js";
import { readExpr, readExprList } from "./read-expr.js";
import { receiverBetween } from "./generic-methods.js";
import { readParams, readSignature, readTypeParams } from "./read-signature.js";

/** The declarations of one declaration node of the file; null where the node is something else. */
export function readDeclaration(reading: Reading, node: number): Decl[] | null {
  reading.at = startOf(reading, node);
  switch (typeOf(reading, node)) {
    case "type_declaration":
      return readTypes(reading, node);
    case "const_declaration":
      return readConsts(reading, node);
    case "var_declaration":
      return readVars(reading, node);
    case "function_declaration":
    case "method_declaration":
      return [readFunc(reading, node)];
    default:
      return null;
  }
}

/** The specs of a `type_declaration`. */
export function readTypes(reading: Reading, node: number): TypeDecl[] {
  const decls: TypeDecl[] = [];
  for (const spec of namedChildren(reading, node)) {
    const type = typeOf(reading, spec);
    if (type !== "type_spec" && type !== "type_alias") continue;
    decls.push({
      kind: "type-decl",
      start: startOf(reading, spec),
      end: endOf(reading, spec),
      name: readIdent(reading, childOf(reading, spec, "name")),
      typeParams: readTypeParams(reading, spec),
      isAlias: type === "type_alias",
      type: readExpr(reading, childOf(reading, spec, "type")),
      hasError: hasErrorIn(reading, spec),
    });
  }
  return decls;
}

/** The specs of a `const_declaration`, implicit repetitions filled in. */
export function readConsts(reading: Reading, node: number): ConstDecl[] {
  const decls: ConstDecl[] = [];
  let type: Expr | null = null;
  let values: readonly Expr[] = [];
  // An error may have swallowed specs: from there on neither iota nor the repetitions can be trusted.
  let hasError = false;
  for (const spec of namedChildren(reading, node)) {
    if (hasErrorIn(reading, spec)) hasError = true;
    if (typeOf(reading, spec) !== "const_spec") continue;
    const typeNode = childOf(reading, spec, "type");
    const valueNode = childOf(reading, spec, "value");
    if (0 <= typeNode || 0 <= valueNode) {
      type = typeNode < 0 ? null : readExpr(reading, typeNode);
      values = readExprList(reading, valueNode);
    }
    const names = childrenOf(reading, spec, "name").map((name) => readIdent(reading, name));
    decls.push({ kind: "const-decl", start: startOf(reading, spec), end: endOf(reading, spec), names, type, values, iota: decls.length, hasError });
  }
  return decls;
}

/** The specs of a `var_declaration`. */
export function readVars(reading: Reading, node: number): VarDecl[] {
  return namedChildren(reading, node)
    .flatMap((child) => (typeOf(reading, child) === "var_spec_list" ? namedChildren(reading, child) : [child]))
    .filter((spec) => typeOf(reading, spec) === "var_spec")
    .map((spec) => {
      const type = childOf(reading, spec, "type");
      return {
        kind: "var-decl",
        start: startOf(reading, spec),
        end: endOf(reading, spec),
        names: childrenOf(reading, spec, "name").map((name) => readIdent(reading, name)),
        type: type < 0 ? null : readExpr(reading, type),
        values: readExprList(reading, childOf(reading, spec, "value")),
        hasError: hasErrorIn(reading, spec),
      };
    });
}

function readFunc(reading: Reading, node: number): FuncDecl {
  const name = readIdent(reading, childOf(reading, node, "name"));
  const [receiver = receiverBetween(reading.text, startOf(reading, node) + "func".length, name.start)] = readParams(reading, childOf(reading, node, "receiver"));
  const body = childOf(reading, node, "body");
  const bodySpan: Span | null = body < 0 ? null : { start: startOf(reading, body), end: endOf(reading, body) };
  return {
    kind: "func-decl",
    start: startOf(reading, node),
    end: endOf(reading, node),
    name,
    receiver,
    typeParams: readTypeParams(reading, node),
    signature: readSignature(reading, node),
    bodySpan,
    body: null,
    hasError: hasErrorIn(reading, node) && !(0 <= body && hasErrorOnlyIn(reading, node, body)),
  };
}

/** Whether all errors of a declaration lie in its body, which is read apart. */
function hasErrorOnlyIn({ tree: { nodes, errors } }: Reading, node: number, body: number): boolean {
  const end = nodes[node + 4] as number;
  const bodyEnd = nodes[body + 4] as number;
  return errors.every((error) => error < node || end <= error || (body <= error && error < bodyEnd));
}
