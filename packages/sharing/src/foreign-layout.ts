import { walkExpr } from "@cachelint/syntax";
import { type Field, type Type, unalias, underlying } from "@cachelint/types";

/** Whether somebody else decides where a struct's fields lie: C, or the host's ABI. */
export function isForeignLayout(type: Type): boolean {
  const under = underlying(type);
  return under.kind === "struct" && under.fields().some((field) => isHostLayout(field.type) || mentionsC(field));
}

function isHostLayout(type: Type): boolean {
  const actual = unalias(type);
  return actual.kind === "named" && actual.object.name === "HostLayout";
}

function mentionsC({ syntax }: Field): boolean {
  let found = false;
  walkExpr(syntax.type, {
    expr: (expr) => {
      if (expr.kind === "selector" && expr.operand.kind === "ident" && expr.operand.name === "C") found = true;
    },
  });
  return found;
}
