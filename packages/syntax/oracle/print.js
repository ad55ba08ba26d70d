// Prints our syntax trees in the form of go-ast/main.go. Clauses and empty labelled statements show where they begin only:
// go/ast counts the colon or an implicit statement as their end.
const span = ({ start, end }) => `@${start}-${end}`;
const open = (node, kind = node.kind) => `(${kind}${span(node)}`;

export function printDeclaration(decls, body) {
  return decls.map((each) => decl(each, body)).join("");
}

function decl(d, body) {
  switch (d.kind) {
    case "type-decl":
      return `${open(d)}${expr(d.name)}${d.isAlias ? " =" : ""}${typeParams(d)}${expr(d.type)})`;
    case "var-decl":
      return `${open(d)}${list(d.names)}${maybe(d.type)}${list(d.values)})`;
    case "const-decl":
      return `${open(d)} ${d.iota}${list(d.names)}${maybe(d.type)}${list(d.values)})`;
    case "func-decl":
      return `${open(d)}${expr(d.name)}${d.receiver === null ? " -" : params([d.receiver])}${typeParams(d)}${signature(d.signature)}${body === null ? " -" : block(body)})`;
  }
}

const list = (exprs) => ` [${exprs.map(expr).join("")}]`;
const maybe = (e) => (e === null ? " -" : expr(e));
const maybeStmt = (s) => (s === null ? " -" : stmt(s));
const typeParams = ({ typeParams: params }) => params.map(({ name, constraint }) => ` {${expr(name)}${expr(constraint)}}`).join("");
const signature = (s) => params(s.params) + params(s.results);
const params = (all) => ` <${all.map((p) => `${open(p, "param")}${list(p.names)}${p.variadic ? " ..." : ""}${expr(p.type)})`).join("")}>`;
const expr = (e) => ` ${open(e)}${inside(e)})`;

function inside(e) {
  switch (e.kind) {
    case "ident":
      return ` ${e.name}`;
    case "literal":
      // go/scanner drops the \r of raw strings.
      return ` ${(e.text.startsWith("`") ? e.text.replaceAll("\r", "") : e.text).replaceAll("\n", "\\n")}`;
    case "selector":
      return expr(e.operand) + expr(e.name);
    case "unary":
      return ` ${e.op}${expr(e.operand)}`;
    case "star":
      return expr(e.operand);
    case "binary":
      return ` ${e.op}${expr(e.left)}${expr(e.right)}`;
    case "call":
      return expr(e.callee) + list(e.args) + (e.spread ? " ..." : "");
    case "index":
      return expr(e.operand) + list(e.indices);
    case "slice-expr":
      return expr(e.operand) + maybe(e.low) + maybe(e.high) + maybe(e.max);
    case "type-assert":
      return expr(e.operand) + maybe(e.type);
    case "paren":
      return expr(e.inner);
    case "composite":
      return maybe(e.type) + e.elements.map(({ key, value }) => (key === null ? expr(value) : ` :${expr(key)}${expr(value)}`)).join("");
    case "func-lit":
      return signature(e.signature) + block(e.body);
    case "array":
      return maybe(e.length) + expr(e.element);
    case "slice":
      return expr(e.element);
    case "map":
      return expr(e.key) + expr(e.value);
    case "chan":
      return ` ${e.direction}${expr(e.element)}`;
    case "func":
      return signature(e.signature);
    case "interface":
      return e.methods.map((m) => `${open(m, "method")}${expr(m.name)}${signature(m.signature)})`).join("") + e.embeds.map(expr).join("");
    case "struct":
      return ` ${e.openBrace} ${e.closeBrace}${e.fields.map((f) => `${open(f, "field")}${list(f.names)}${expr(f.type)}${f.tag === null ? "" : expr(f.tag)})`).join("")}`;
    default:
      return " ?";
  }
}

const block = (b) => ` ${open(b, "body")}${stmts(b.statements)})`;
const stmts = (all) => all.map(stmt).join("");
const stmt = (s) => ` ${s.kind === "labeled" && s.statement === null ? `(labeled@${s.start}` : open(s)}${insideStmt(s)})`;

function insideStmt(s) {
  switch (s.kind) {
    case "block":
      return block(s.block);
    case "declare":
      return s.declarations.map((d) => decl(d, null)).join("");
    case "define":
      return list(s.names) + list(s.values);
    case "assign":
      return ` ${s.op}${list(s.left)}${list(s.right)}`;
    case "inc-dec":
      return ` ${s.op}${expr(s.operand)}`;
    case "expression":
      return expr(s.expression);
    case "send":
      return expr(s.channel) + expr(s.value);
    case "go":
    case "defer":
      return expr(s.call);
    case "return":
      return list(s.values);
    case "branch":
      return ` ${s.keyword} ${s.label ?? "-"}`;
    case "labeled":
      return ` ${s.label}${maybeStmt(s.statement)}`;
    case "if":
      return maybeStmt(s.init) + expr(s.condition) + block(s.then) + maybeStmt(s.otherwise);
    case "for":
      return maybeStmt(s.init) + maybe(s.condition) + maybeStmt(s.post) + block(s.body);
    case "range":
      return `${list(s.left)}${s.isDefine ? " :=" : ""}${expr(s.operand)}${block(s.body)}`;
    case "switch":
      return maybeStmt(s.init) + maybe(s.tag) + clauses(s.clauses);
    case "type-switch":
      return maybeStmt(s.init) + maybe(s.name) + expr(s.operand) + clauses(s.clauses);
    case "select":
      return s.clauses.map((c) => ` (comm@${c.start}${maybeStmt(c.comm)}${stmts(c.statements)})`).join("");
    default:
      return " ?";
  }
}

const clauses = (all) => all.map((c) => ` (case@${c.start}${c.isDefault ? " default" : ""}${list(c.expressions)}${stmts(c.statements)})`).join("");
