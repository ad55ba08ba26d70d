import type { Block, CaseClause, Decl, Expr, Param, Signature, Stmt, TypeParam } from "../src/index.js";

/** A declaration as Go: every operator has brackets of its own, and brackets that stood in the text are `‹›`. */
export function show(decl: Decl): string {
  const mark = decl.hasError ? " // error" : "";
  switch (decl.kind) {
    case "type-decl":
      return `type ${decl.name.name}${typeParams(decl.typeParams)} ${decl.isAlias ? "= " : ""}${showExpr(decl.type)}${mark}`;
    case "const-decl":
      return `const ${names(decl.names)}${decl.type === null ? "" : ` ${showExpr(decl.type)}`}${values(decl.values)} // iota ${decl.iota}${mark}`;
    case "var-decl":
      return `var ${names(decl.names)}${decl.type === null ? "" : ` ${showExpr(decl.type)}`}${values(decl.values)}${mark}`;
    case "func-decl": {
      const receiver = decl.receiver === null ? "" : `(${param(decl.receiver)}) `;
      return `func ${receiver}${decl.name.name}${typeParams(decl.typeParams)}${signature(decl.signature)}${decl.bodySpan === null ? "" : " {…}"}${mark}`;
    }
  }
}

export function showBlock(block: Block): string {
  return block.statements.map(showStmt).join("\n");
}

const names = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(", ");
const list = (all: readonly Expr[]): string => all.map(showExpr).join(", ");
const values = (all: readonly Expr[]): string => (all.length === 0 ? "" : ` = ${list(all)}`);
const block = (b: Block): string => `{${b.statements.map(showStmt).join("; ")}}`;
const typeParams = (all: readonly TypeParam[]): string => (all.length === 0 ? "" : `[${all.map((p) => `${p.name.name} ${showExpr(p.constraint)}`).join(", ")}]`);
const param = (p: Param): string => `${p.names.length === 0 ? "" : `${names(p.names)} `}${p.variadic ? "..." : ""}${showExpr(p.type)}`;

function signature({ params, results }: Signature): string {
  return `(${params.map(param).join(", ")})${results.length === 0 ? "" : ` (${results.map(param).join(", ")})`}`;
}

export function showExpr(e: Expr): string {
  switch (e.kind) {
    case "ident":
      return e.name;
    case "literal":
      return e.text;
    case "selector":
      return `${showExpr(e.operand)}.${e.name.name}`;
    case "unary":
      return `(${e.op}${showExpr(e.operand)})`;
    case "star":
      return `(*${showExpr(e.operand)})`;
    case "binary":
      return `(${showExpr(e.left)} ${e.op} ${showExpr(e.right)})`;
    case "call":
      return `${showExpr(e.callee)}(${list(e.args)}${e.spread ? "..." : ""})`;
    case "index":
      return `${showExpr(e.operand)}[${list(e.indices)}]`;
    case "slice-expr":
      return `${showExpr(e.operand)}[${[e.low, e.high, ...(e.max === null ? [] : [e.max])].map((x) => (x === null ? "" : showExpr(x))).join(":")}]`;
    case "type-assert":
      return `${showExpr(e.operand)}.(${e.type === null ? "type" : showExpr(e.type)})`;
    case "paren":
      return `‹${showExpr(e.inner)}›`;
    case "composite":
      return `${e.type === null ? "" : showExpr(e.type)}{${e.elements.map(({ key, value }) => (key === null ? "" : `${showExpr(key)}: `) + showExpr(value)).join(", ")}}`;
    case "func-lit":
      return `func${signature(e.signature)} ${block(e.body)}`;
    case "bad":
      return `bad(${e.text})`;
    case "array":
      return `[${e.length === null ? "..." : showExpr(e.length)}]${showExpr(e.element)}`;
    case "slice":
      return `[]${showExpr(e.element)}`;
    case "map":
      return `map[${showExpr(e.key)}]${showExpr(e.value)}`;
    case "chan":
      return `${{ both: "chan", send: "chan<-", receive: "<-chan" }[e.direction]}(${showExpr(e.element)})`;
    case "func":
      return `func${signature(e.signature)}`;
    case "interface":
      return `interface{${[...e.methods.map((m) => m.name.name + signature(m.signature)), ...e.embeds.map(showExpr)].join("; ")}}`;
    case "struct": {
      const fields = e.fields.map((f) => (f.embedded ? "" : `${names(f.names)} `) + showExpr(f.type) + (f.tag === null ? "" : ` ${f.tag.text}`));
      return `struct{${fields.join("; ")}}${e.hasError ? " /* error */" : ""}`;
    }
  }
}

const init = (s: Stmt | null): string => (s === null ? "" : `${showStmt(s)}; `);
const stmts = (all: readonly Stmt[]): string => all.map(showStmt).join("; ");

export function showStmt(s: Stmt): string {
  switch (s.kind) {
    case "block":
      return block(s.block);
    case "declare":
      return s.declarations.map(show).join("; ");
    case "define":
      return `${names(s.names)} := ${list(s.values)}`;
    case "assign":
      return `${list(s.left)} ${s.op} ${list(s.right)}`;
    case "inc-dec":
      return `${showExpr(s.operand)}${s.op}`;
    case "expression":
      return showExpr(s.expression);
    case "send":
      return `${showExpr(s.channel)} <- ${showExpr(s.value)}`;
    case "go":
    case "defer":
      return `${s.kind} ${showExpr(s.call)}`;
    case "return":
      return `return ${list(s.values)}`.trimEnd();
    case "branch":
      return `${s.keyword} ${s.label ?? ""}`.trimEnd();
    case "labeled":
      return `${s.label}: ${s.statement === null ? "" : showStmt(s.statement)}`.trimEnd();
    case "if":
      return `if ${init(s.init)}${showExpr(s.condition)} ${block(s.then)}${s.otherwise === null ? "" : ` else ${showStmt(s.otherwise)}`}`;
    case "for":
      return `for ${s.init === null ? "" : showStmt(s.init)}; ${s.condition === null ? "" : showExpr(s.condition)}; ${s.post === null ? "" : showStmt(s.post)} ${block(s.body)}`;
    case "range":
      return `for ${list(s.left)}${s.left.length === 0 ? "" : s.isDefine ? " := " : " = "}range ${showExpr(s.operand)} ${block(s.body)}`;
    case "switch":
      return `switch ${init(s.init)}${s.tag === null ? "" : `${showExpr(s.tag)} `}${clauses(s.clauses)}`;
    case "type-switch":
      return `switch ${init(s.init)}${s.name === null ? "" : `${s.name.name} := `}${showExpr(s.operand)}.(type) ${clauses(s.clauses)}`;
    case "select":
      return `select {${s.clauses.map((c) => `${c.comm === null ? "default" : `case ${showStmt(c.comm)}`}: ${stmts(c.statements)}`.trimEnd()).join("; ")}}`;
    case "bad":
      return "bad";
  }
}

function clauses(all: readonly CaseClause[]): string {
  return `{${all.map((c) => `${c.isDefault ? "default" : `case ${list(c.expressions)}`}: ${stmts(c.statements)}`.trimEnd()).join("; ")}}`;
}
