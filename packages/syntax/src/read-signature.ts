import type { Ident, Param, Signature, TypeParam } from "./ast.js";
import { childOf, childrenOf, endOf, namedChildren, readIdent, startOf, typeOf } from "./reading.js";
import type { Reading } from "./reading.js";
import { readExpr } from "./read-expr.js";

/** The parameters and results of anything that has them: a declaration, a literal, a type, a method of an interface. */
export function readSignature(reading: Reading, node: number): Signature {
  const result = childOf(reading, node, "result");
  return { params: readParams(reading, childOf(reading, node, "parameters")), results: result < 0 ? [] : readResults(reading, result) };
}

/** The declarations of a parameter list. */
export function readParams(reading: Reading, list: number): Param[] {
  if (list < 0) return [];
  const params: Param[] = [];
  for (const child of namedChildren(reading, list)) {
    const type = typeOf(reading, child);
    if (type === "parameter_declaration" || type === "variadic_parameter_declaration") {
      params.push({
        start: startOf(reading, child),
        end: endOf(reading, child),
        names: childrenOf(reading, child, "name").map((name) => readIdent(reading, name)),
        type: readExpr(reading, childOf(reading, child, "type")),
        variadic: type === "variadic_parameter_declaration",
      });
    }
  }
  return params.some((param) => 0 < param.names.length) ? joinNames(params) : params;
}

/** One entry for each type parameter of a `type_parameters` list. */
export function readTypeParams(reading: Reading, node: number): TypeParam[] {
  const list = childOf(reading, node, "type_parameters");
  if (list < 0) return [];
  return namedChildren(reading, list).flatMap((child) => {
    const constraint = readExpr(reading, childOf(reading, child, "type"));
    const names = childrenOf(reading, child, "name").map((name) => readIdent(reading, name));
    return names.map((name): TypeParam => ({ start: name.start, end: constraint.end, name, constraint }));
  });
}

function readResults(reading: Reading, node: number): Param[] {
  if (typeOf(reading, node) === "parameter_list") return readParams(reading, node);
  const type = readExpr(reading, node);
  return [{ start: type.start, end: type.end, names: [], type, variadic: false }];
}

/** Where one parameter has a name all have: `(a, b ...int)` comes as the "type" `a` and the parameter `b`. */
function joinNames(params: readonly Param[]): Param[] {
  const joined: Param[] = [];
  let waiting: Ident[] = [];
  for (const param of params) {
    if (param.names.length === 0 && param.type.kind === "ident" && !param.variadic) {
      waiting.push(param.type);
    } else {
      const names = [...waiting, ...param.names];
      joined.push(waiting.length === 0 ? param : { ...param, start: (names[0] as Ident).start, names });
      waiting = [];
    }
  }
  return [...joined, ...waiting.map((name): Param => ({ start: name.start, end: name.end, names: [], type: name, variadic: false }))];
}
