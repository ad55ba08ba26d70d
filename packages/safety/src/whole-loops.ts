import { type Block, type Call, type Expr, type FuncDecl, type Stmt, walkBlock, walkExpr } from "@cachelint/syntax";
import { unparenthesised } from "./structs.js";

/**
 * How often a test goes by numbers of fields in loops over all of them whose rounds may come in any order: `for i := range t.NumField()`,
 * with each `v.Field(i)` looked at, compared, reported or set by itself. Such a test says the same whatever the order of the fields is.
 * A round keeps nothing for the next: it assigns to variables of its own only, and hands nothing to what others see.
 * `isPackage` tells the name of an import from that of a variable.
 */
export function nFieldsInWholeLoops(decl: FuncDecl, body: Block, isPackage: (name: string) => boolean): number {
  let n = 0;
  walkBlock(body, {
    stmt: (stmt) => {
      const loop = wholeLoop(stmt);
      if (loop === null) return true;
      const outer = namesOutside(decl, body, loop.body);
      const inner = namesIn(loop.body);
      const around: Around = { index: loop.index, testing: testingNames(decl), isOuter: (name) => outer.has(name), isInner: (name) => inner.has(name), isPackage };
      // One name for two variables is more than is followed here.
      if (![...inner].some((name) => outer.has(name)) && loop.body.statements.every((one) => standsAlone(one, around))) n += 1 + nFieldsAt(loop.body, loop.index);
      return false;
    },
  });
  return n;
}

type Around = {
  readonly index: string;
  readonly testing: ReadonlySet<string>;
  readonly isOuter: (name: string) => boolean;
  readonly isInner: (name: string) => boolean;
  readonly isPackage: (name: string) => boolean;
};

function wholeLoop(stmt: Stmt): { readonly index: string; readonly body: Block } | null {
  if (stmt.kind === "range") {
    const [index, value] = stmt.left;
    return stmt.isDefine && index?.kind === "ident" && value === undefined && isNumField(stmt.operand) ? { index: index.name, body: stmt.body } : null;
  }
  if (stmt.kind !== "for" || stmt.init?.kind !== "define" || stmt.condition?.kind !== "binary" || stmt.post?.kind !== "inc-dec") return null;
  const { init, condition, post, body } = stmt;
  const [name, ...others] = init.names;
  const [from] = init.values;
  const isCounted = name !== undefined && others.length === 0 && from?.kind === "literal" && from.text === "0" && condition.op === "<" && isIdent(condition.left, name.name) && isNumField(condition.right) && post.op === "++" && isIdent(post.operand, name.name);
  return isCounted ? { index: name.name, body } : null;
}

function isNumField(expr: Expr): boolean {
  return expr.kind === "call" && expr.callee.kind === "selector" && expr.callee.name.name === "NumField" && expr.args.length === 0;
}

function isIdent(expr: Expr | undefined, name: string): boolean {
  return expr?.kind === "ident" && expr.name === name;
}

/** `v.Field(i)`. */
function isFieldAt(expr: Expr, index: string): expr is Call {
  return expr.kind === "call" && expr.callee.kind === "selector" && expr.callee.name.name === "Field" && expr.args.length === 1 && isIdent(expr.args[0], index);
}

function nFieldsAt(body: Block, index: string): number {
  let n = 0;
  walkBlock(body, { expr: (expr) => void (isFieldAt(expr, index) && n++) });
  return n;
}

/** A round's statement of which no other round knows. */
function standsAlone(stmt: Stmt, around: Around): boolean {
  const all = (list: readonly Stmt[]): boolean => list.every((one) => standsAlone(one, around));
  const reads = (list: readonly (Expr | null)[]): boolean => list.every((expr) => expr === null || isPure(expr, around));
  const isInner = (expr: Expr): boolean => expr.kind === "ident" && (expr.name === "_" || around.isInner(expr.name));
  switch (stmt.kind) {
    case "block":
      return all(stmt.block.statements);
    case "define":
      return reads(stmt.values);
    case "declare":
      return stmt.declarations.every((decl) => decl.kind !== "var-decl" || reads(decl.values));
    case "assign":
      return stmt.left.every(isInner) && reads(stmt.right);
    case "inc-dec":
      return isInner(stmt.operand);
    case "branch":
      return stmt.label === null && (stmt.keyword === "continue" || stmt.keyword === "fallthrough");
    case "if":
      return all(stmt.init === null ? [] : [stmt.init]) && reads([stmt.condition]) && all(stmt.then.statements) && (stmt.otherwise === null || standsAlone(stmt.otherwise, around));
    case "switch":
      return all(stmt.init === null ? [] : [stmt.init]) && reads([stmt.tag]) && stmt.clauses.every(({ expressions, statements }) => reads(expressions) && all(statements));
    case "expression":
      return stmt.expression.kind === "call" && isReportOrSet(stmt.expression, around);
    default:
      return false;
  }
}

/** `t.Errorf(…)`, or `f.Set(…)` of the field at hand. */
function isReportOrSet({ callee, args }: Call, around: Around): boolean {
  if (callee.kind !== "selector") return false;
  const { operand, name: { name } } = callee;
  if (operand.kind === "ident" && around.testing.has(operand.name)) return /^(?:Error|Fatal|Log)f?$/.test(name) && args.every((arg) => isPure(arg, { ...around, index: "" }));
  return /^Set/.test(name) && ((operand.kind === "ident" && around.isInner(operand.name)) || isFieldAt(operand, around.index)) && args.every((arg) => isPure(arg, around));
}

/** Reads, and changes nothing that another round sees. */
function isPure(whole: Expr, around: Around): boolean {
  let isGood = true;
  walkExpr(whole, {
    expr: (expr) => {
      if (isFieldAt(expr, around.index) && expr.callee.kind === "selector") {
        isGood &&= isPure(expr.callee.operand, around);
        return false;
      }
      if (isIdent(expr, around.index) || expr.kind === "func-lit" || expr.kind === "bad" || (expr.kind === "unary" && expr.op === "<-") || (expr.kind === "call" && !isHarmlessCall(expr, around))) isGood = false;
      return isGood;
    },
  });
  return isGood;
}

/** What `reflect` and the like tell of a value. */
const telling = /^(?:Type|Elem|Kind|NumField|Name|Interface|Is\w+|Can\w+|Len|String|Int|Uint|Float|Bool|Bytes|Addr|Get|Lookup|Pointer)$/;
const plainCalls = /^(?:len|cap|string|bool|rune|byte|u?int(?:8|16|32|64)?|float(?:32|64))$/;

function isHarmlessCall({ callee: written, args }: Call, around: Around): boolean {
  const callee = unparenthesised(written);
  const mentions = (isOne: (name: string) => boolean): boolean => args.some((arg) => mentionsAny(arg, isOne));
  const root = rootOf(callee);
  if (callee.kind === "ident") return plainCalls.test(callee.name) || !(mentions(around.isOuter) || mentions(around.isInner));
  if (root === null || callee.kind !== "selector") return !mentions(around.isOuter);
  if (around.isOuter(root)) return telling.test(callee.name.name);
  return (around.isInner(root) || around.isPackage(root)) && !mentions(around.isOuter);
}

/** The variable or package that a chain of selectors and calls begins with. */
function rootOf(expr: Expr): string | null {
  const inner = unparenthesised(expr);
  switch (inner.kind) {
    case "ident":
      return inner.name;
    case "selector":
    case "index":
    case "type-assert":
      return rootOf(inner.operand);
    case "call":
      return rootOf(inner.callee);
    default:
      return null;
  }
}

function mentionsAny(expr: Expr, isOne: (name: string) => boolean): boolean {
  let found = false;
  walkExpr(expr, {
    expr: (node) => {
      // A field's name is no variable's.
      if (node.kind === "selector") found ||= mentionsAny(node.operand, isOne);
      else if (node.kind === "ident") found ||= isOne(node.name);
      return node.kind !== "selector" && !found;
    },
  });
  return found;
}

function testingNames({ signature: { params } }: FuncDecl): ReadonlySet<string> {
  const isTesting = (type: Expr): boolean => {
    const inner = type.kind === "star" ? type.operand : type;
    return inner.kind === "selector" && isIdent(inner.operand, "testing");
  };
  return new Set(params.filter(({ type }) => isTesting(type)).flatMap(({ names }) => names.map(({ name }) => name)));
}

function namesOutside(decl: FuncDecl, body: Block, loop: Block): ReadonlySet<string> {
  const params = [...(decl.receiver === null ? [] : [decl.receiver]), ...decl.signature.params, ...decl.signature.results];
  return new Set([...params.flatMap(({ names }) => names.map(({ name }) => name)), ...namesIn(body, loop)]);
}

/** The variables that statements declare, but for those of a block in them. */
function namesIn(body: Block, except: Block | null = null): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (expr: Expr): void => void (expr.kind === "ident" && expr.name !== "_" && found.add(expr.name));
  walkBlock(body, {
    stmt: (stmt) => {
      if (stmt.kind === "define") stmt.names.forEach(add);
      else if (stmt.kind === "declare") for (const decl of stmt.declarations) if (decl.kind === "var-decl") decl.names.forEach(add);
      if (stmt.kind === "range" && stmt.isDefine && stmt.body !== except) stmt.left.forEach(add);
      if (stmt.kind === "type-switch" && stmt.name !== null) add(stmt.name);
      return !((stmt.kind === "for" || stmt.kind === "range") && stmt.body === except);
    },
  });
  return found;
}
