import type { Block, CaseClause, CommClause, Expr, Ident, Stmt } from "./ast.js";
import { childOf, childOfType, childrenOf, endOf, MAX_DEPTH, namedChildren, startOf, textOf, typeOf } from "./reading.js";
import type { Reading } from "./reading.js";
import { readConsts, readTypes, readVars } from "./read-declaration.js";
import { readExpr, readExprList } from "./read-expr.js";

/** A block, braces included; -1 stands for one that is missing. */
export function readBlock(reading: Reading, node: number): Block {
  if (node < 0) return { start: reading.at, end: reading.at, statements: [] };
  return { start: startOf(reading, node), end: endOf(reading, node), statements: readStatements(reading, node) };
}

type StmtReader = (reading: Reading, node: number) => Stmt;

const READERS: Readonly<Record<string, StmtReader | undefined>> = {
  __proto__: null as never,
  block: (reading, node) => ({ kind: "block", ...span(reading, node), block: readBlock(reading, node) }),
  const_declaration: (reading, node) => ({ kind: "declare", ...span(reading, node), declarations: readConsts(reading, node) }),
  var_declaration: (reading, node) => ({ kind: "declare", ...span(reading, node), declarations: readVars(reading, node) }),
  type_declaration: (reading, node) => ({ kind: "declare", ...span(reading, node), declarations: readTypes(reading, node) }),
  short_var_declaration: (reading, node) => readDefinition(reading, node),
  receive_statement: readReceive,
  assignment_statement: readAssignment,
  inc_statement: (reading, node) => ({ kind: "inc-dec", ...span(reading, node), op: "++", operand: readOnly(reading, node) }),
  dec_statement: (reading, node) => ({ kind: "inc-dec", ...span(reading, node), op: "--", operand: readOnly(reading, node) }),
  expression_statement: (reading, node) => ({ kind: "expression", ...span(reading, node), expression: readOnly(reading, node) }),
  send_statement: readSend,
  go_statement: (reading, node) => ({ kind: "go", ...span(reading, node), call: readOnly(reading, node) }),
  defer_statement: (reading, node) => ({ kind: "defer", ...span(reading, node), call: readOnly(reading, node) }),
  return_statement: (reading, node) => ({ kind: "return", ...span(reading, node), values: namedChildren(reading, node).flatMap((child) => readExprList(reading, child)) }),
  break_statement: (reading, node) => readBranch(reading, node, "break"),
  continue_statement: (reading, node) => readBranch(reading, node, "continue"),
  goto_statement: (reading, node) => readBranch(reading, node, "goto"),
  fallthrough_statement: (reading, node) => readBranch(reading, node, "fallthrough"),
  labeled_statement: readLabeled,
  if_statement: readIf,
  for_statement: readFor,
  expression_switch_statement: readSwitch,
  type_switch_statement: readTypeSwitch,
  select_statement: readSelect,
};

function readStatement(reading: Reading, node: number): Stmt {
  reading.at = startOf(reading, node);
  const read = READERS[typeOf(reading, node)];
  if (read === undefined || MAX_DEPTH <= reading.depth) return { kind: "bad", ...span(reading, node) };
  reading.depth++;
  const statement = read(reading, node);
  reading.depth--;
  return statement;
}

/** The statements directly under a block or a clause. */
function readStatements(reading: Reading, node: number): Stmt[] {
  const statements: Stmt[] = [];
  for (const child of namedChildren(reading, node)) {
    const type = typeOf(reading, child);
    if (type === "statement_list") {
      for (const statement of namedChildren(reading, child)) {
        if (typeOf(reading, statement) !== "empty_statement") statements.push(readStatement(reading, statement));
      }
    } else if (type === "ERROR") {
      statements.push({ kind: "bad", ...span(reading, child) });
    }
  }
  return statements;
}

function readOptional(reading: Reading, node: number, field: string): Stmt | null {
  const child = childOf(reading, node, field);
  return child < 0 || typeOf(reading, child) === "empty_statement" ? null : readStatement(reading, child);
}

function readDefinition(reading: Reading, node: number): Stmt {
  const names = readNames(reading, childOf(reading, node, "left"));
  return { kind: "define", ...span(reading, node), names, values: readExprList(reading, childOf(reading, node, "right")) };
}

/** The grammar allows any expression left of `:=`; what is no name defines nothing. */
function readNames(reading: Reading, list: number): Ident[] {
  return readExprList(reading, list).map((left) => (left.kind === "ident" ? left : { kind: "ident", start: left.start, end: left.end, name: "_" }));
}

function readReceive(reading: Reading, node: number): Stmt {
  const left = childOf(reading, node, "left");
  const right = childOf(reading, node, "right");
  if (left < 0) return { kind: "expression", ...span(reading, node), expression: readExpr(reading, right) };
  if (0 <= childOfType(reading, node, ":=")) return readDefinition(reading, node);
  return { kind: "assign", ...span(reading, node), op: "=", left: readExprList(reading, left), right: [readExpr(reading, right)] };
}

function readAssignment(reading: Reading, node: number): Stmt {
  const operator = childOf(reading, node, "operator");
  const left = readExprList(reading, childOf(reading, node, "left"));
  const right = readExprList(reading, childOf(reading, node, "right"));
  return { kind: "assign", ...span(reading, node), op: operator < 0 ? "=" : typeOf(reading, operator), left, right };
}

function readSend(reading: Reading, node: number): Stmt {
  const channel = readExpr(reading, childOf(reading, node, "channel"));
  return { kind: "send", ...span(reading, node), channel, value: readExpr(reading, childOf(reading, node, "value")) };
}

function readBranch(reading: Reading, node: number, keyword: "break" | "continue" | "goto" | "fallthrough"): Stmt {
  const [label] = namedChildren(reading, node);
  return { kind: "branch", ...span(reading, node), keyword, label: label === undefined ? null : textOf(reading, label) };
}

function readLabeled(reading: Reading, node: number): Stmt {
  const [label, statement] = namedChildren(reading, node);
  const isEmpty = statement === undefined || typeOf(reading, statement) === "empty_statement";
  return { kind: "labeled", ...span(reading, node), label: label === undefined ? "" : textOf(reading, label), statement: isEmpty ? null : readStatement(reading, statement) };
}

function readIf(reading: Reading, node: number): Stmt {
  const init = readOptional(reading, node, "initializer");
  const condition = readExpr(reading, childOf(reading, node, "condition"));
  const then = readBlock(reading, childOf(reading, node, "consequence"));
  return { kind: "if", ...span(reading, node), init, condition, then, otherwise: readOptional(reading, node, "alternative") };
}

function readFor(reading: Reading, node: number): Stmt {
  const body = childOf(reading, node, "body");
  const block = (): Block => readBlock(reading, body);
  const [clause] = namedChildren(reading, node);
  const head = clause === undefined || clause === body ? "" : typeOf(reading, clause);
  if (clause !== undefined && head === "range_clause") {
    const left = childOf(reading, clause, "left");
    const isDefine = 0 <= childOfType(reading, clause, ":=");
    const operand = readExpr(reading, childOf(reading, clause, "right"));
    return { kind: "range", ...span(reading, node), left: readExprList(reading, left), isDefine, operand, body: block() };
  }
  if (clause !== undefined && head === "for_clause") {
    const init = readOptional(reading, clause, "initializer");
    const condition = childOf(reading, clause, "condition");
    const post = readOptional(reading, clause, "update");
    return { kind: "for", ...span(reading, node), init, condition: condition < 0 ? null : readExpr(reading, condition), post, body: block() };
  }
  const condition = clause === undefined || head === "" ? null : readExpr(reading, clause);
  return { kind: "for", ...span(reading, node), init: null, condition, post: null, body: block() };
}

function readSwitch(reading: Reading, node: number): Stmt {
  const init = readOptional(reading, node, "initializer");
  const tag = childOf(reading, node, "value");
  return { kind: "switch", ...span(reading, node), init, tag: tag < 0 ? null : readExpr(reading, tag), clauses: readClauses(reading, node) };
}

function readTypeSwitch(reading: Reading, node: number): Stmt {
  const init = readOptional(reading, node, "initializer");
  const [name] = readNames(reading, childOf(reading, node, "alias"));
  const operand = readExpr(reading, childOf(reading, node, "value"));
  return { kind: "type-switch", ...span(reading, node), init, name: name ?? null, operand, clauses: readClauses(reading, node) };
}

function readClauses(reading: Reading, node: number): CaseClause[] {
  const clauses: CaseClause[] = [];
  for (const child of namedChildren(reading, node)) {
    const type = typeOf(reading, child);
    if (type === "default_case") {
      clauses.push({ ...span(reading, child), isDefault: true, expressions: [], statements: readStatements(reading, child) });
    } else if (type === "expression_case" || type === "type_case") {
      const expressions: Expr[] =
        type === "expression_case"
          ? readExprList(reading, childOf(reading, child, "value"))
          : childrenOf(reading, child, "type").map((each) => readExpr(reading, each));
      clauses.push({ ...span(reading, child), isDefault: false, expressions, statements: readStatements(reading, child) });
    }
  }
  return clauses;
}

function readSelect(reading: Reading, node: number): Stmt {
  const clauses: CommClause[] = [];
  for (const child of namedChildren(reading, node)) {
    const type = typeOf(reading, child);
    if (type !== "communication_case" && type !== "default_case") continue;
    const comm = readOptional(reading, child, "communication");
    clauses.push({ ...span(reading, child), comm, statements: readStatements(reading, child) });
  }
  return { kind: "select", ...span(reading, node), clauses };
}

function readOnly(reading: Reading, node: number): Expr {
  const [child] = namedChildren(reading, node);
  return readExpr(reading, child ?? -1);
}

function span(reading: Reading, node: number): { start: number; end: number } {
  return { start: startOf(reading, node), end: endOf(reading, node) };
}
