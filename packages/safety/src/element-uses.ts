import { type Call, type Expr, type Ident, offsetsOfName, type Span, type Stmt, walkExpr } from "@cachelint/syntax";
import { eachDeclaration, evaluate, type FileUnit, type MentionPlace, operandType, type Scope, unalias, underlying, unitOf } from "@cachelint/types";
import type { HazardSubject } from "./model.js";
import type { Safety } from "./reorder-hazards.js";
import { pointeeOf, unparenthesised } from "./structs.js";

/** How a package uses the elements of an array or slice that a field holds which it does not export. */
export type ElementUses = {
  /** Where their type is written again: in the `make([]T, n)` that the field is given. In UTF-16 units. */
  readonly made: readonly CodeSpan[];
  /** Uses that would no longer compile, or mean something else, if each element were a struct that embeds what it is now. */
  readonly minding: readonly CodeSpan[];
  /** Some file of the package says a name, so that nothing new can be called so. */
  readonly isSaid: (name: string) => boolean;
};

/** The field, and the name by which its elements' type would be embedded. */
export type ElementField = { readonly field: string; readonly embedded: string };

type CodeSpan = Span & { readonly unit: FileUnit };

/**
 * Looks through all files of the package of a struct, tests and other builds included, for uses of a field's elements. Methods
 * and fields of an embedded type are promoted (Go spec, "Struct types"), so `x.f[i].Lock()` stays as it is; what takes an
 * element for a value of its type does not.
 */
export function elementUses({ universe }: Safety, { path, syntax }: HazardSubject, { field, embedded }: ElementField): ElementUses {
  const folder = universe.folderOf(path.slice(0, path.lastIndexOf("/")));
  const units = folder === undefined ? [] : universe.unitsIn(folder);
  const found: Found = { made: [], minding: [] };
  const wanted = units.map((unit) => ({ unit, indices: universe.declarationsWith(unit, field) }));
  let decl: MentionPlace["decl"] | null = null;
  let body = newBody();
  const settle = (): void => {
    found.minding.push(...body.locals.flatMap(({ name, at }) => (body.others.has(name) ? [at] : [])));
    body = newBody();
  };
  const begin = (place: MentionPlace): void => {
    if (place.decl !== decl) {
      settle();
      universe.world.operands.clear();
    }
    ({ decl } = place);
  };
  eachDeclaration(universe.world, wanted, (place, scope, outermost) => {
    begin(place);
    lookAt({ found, body, place, field, embedded, whose: (expr) => whoseField(universe.world, scope, expr, { path, syntax }, field) }, outermost);
  }, (place, scope, stmt) => {
    begin(place);
    lookAtStatement({ found, body, place, field, embedded, whose: (expr) => whoseField(universe.world, scope, expr, { path, syntax }, field) }, stmt);
  });
  settle();
  return { ...found, isSaid: (name) => units.some(({ source: { file } }) => 0 < offsetsOfName(file.text, name).length) };
}

type Found = { readonly made: CodeSpan[]; readonly minding: CodeSpan[] };

/** What is known of a declaration while it is walked. */
type Body = {
  /** Expressions that are well where they stand. */
  readonly fine: Set<Expr>;
  /** Local pointers to elements: `p := &x.f[i]`. */
  readonly locals: { readonly name: string; readonly at: CodeSpan }[];
  readonly pointers: Map<Expr, string>;
  /** Names that stand for more than what is selected from them. */
  readonly others: Set<string>;
  /** `make` calls whose result the field is given. */
  readonly given: Set<Expr>;
};

function newBody(): Body {
  return { fine: new Set(), locals: [], pointers: new Map(), others: new Set(), given: new Set() };
}

function lookAtStatement({ body, field, whose }: Look, stmt: Stmt): void {
  switch (stmt.kind) {
    case "range":
      // `for i := range x.f` copies no element.
      if (stmt.left.length < 2) body.fine.add(unparenthesised(stmt.operand));
      return;
    case "assign":
      stmt.left.forEach((target, i) => {
        const value = stmt.right[i];
        const to = unparenthesised(target);
        if (stmt.op !== "=" || value === undefined || stmt.left.length !== stmt.right.length || !isField(to, field)) return;
        const from = unparenthesised(value);
        if (isMake(from) && whose(to.operand) === "holder") {
          body.fine.add(to);
          body.given.add(from);
        }
      });
      return;
    case "define":
      stmt.names.forEach((name, i) => {
        const value = stmt.values[i];
        if (value !== undefined && stmt.names.length === stmt.values.length) body.pointers.set(unparenthesised(value), name.name);
      });
      return;
    default:
  }
}

type Look = ElementField & { readonly found: Found; readonly body: Body; readonly place: MentionPlace; /** Of which struct the field is that a value or a type has. */ readonly whose: (expr: Expr) => Owner };

/** `other`: a struct that has a field of that name itself. */
type Owner = "holder" | "other" | "unknown";

function lookAt(look: Look, outermost: Expr): void {
  const { found, body, field, place } = look;
  walkExpr(outermost, {
    expr: (node) => {
      switch (node.kind) {
        case "selector":
          lookAtSelector(look, node);
          break;
        case "ident":
          if (!body.fine.has(node)) body.others.add(node.name);
          break;
        case "unary":
          lookAtAddress(look, node);
          break;
        case "call":
          if (isNamed(node.callee, "len") || isNamed(node.callee, "cap")) for (const arg of node.args) body.fine.add(unparenthesised(arg));
          if (body.given.has(node)) noteMade(look, node);
          break;
        case "composite":
          for (const { key, value } of node.elements) {
            if (key?.kind !== "ident" || key.name !== field) continue;
            const owner = node.type === null ? "unknown" : look.whose(node.type);
            if (owner === "other") continue;
            const made = unparenthesised(value);
            if (owner === "holder" && isMake(made)) noteMade(look, made);
            else found.minding.push(spanOf(place, key));
          }
          break;
        default:
      }
      return node.kind !== "func-lit";
    },
  });
}

function lookAtSelector({ found, body, place, field, embedded, whose }: Look, node: Expr & { readonly kind: "selector" }): void {
  const operand = unparenthesised(node.operand);
  if (operand.kind === "ident") body.fine.add(operand);
  const element = elementOf(operand, field);
  // A field or method that is called as its own type is would be hidden by it.
  if (element !== null && node.name.name !== embedded) body.fine.add(element);
  if (operand.kind === "ident" && node.name.name === embedded) body.others.add(operand.name);
  if (node.name.name === field && !body.fine.has(node) && whose(node.operand) !== "other") found.minding.push(spanOf(place, node));
}

/** `p := &x.f[i]` is well as long as things are selected from `p` only. */
function lookAtAddress({ body, place, field }: Look, node: Expr & { readonly kind: "unary" }): void {
  const element = node.op === "&" ? elementOf(unparenthesised(node.operand), field) : null;
  const name = body.pointers.get(node);
  if (element === null || name === undefined) return;
  body.fine.add(element);
  body.locals.push({ name, at: spanOf(place, element) });
}

/** The `x.f` of `x.f[i]`. */
function elementOf(node: Expr, field: string): Expr | null {
  const operand = node.kind === "index" && node.indices.length === 1 ? unparenthesised(node.operand) : null;
  return operand !== null && isField(operand, field) ? operand : null;
}

function isField(node: Expr, field: string): node is Expr & { readonly kind: "selector" } {
  return node.kind === "selector" && node.name.name === field;
}

function isMake(node: Expr): node is Call {
  return node.kind === "call" && isNamed(node.callee, "make") && node.args[0]?.kind === "slice";
}

function isNamed(callee: Expr, name: string): callee is Ident {
  return callee.kind === "ident" && callee.name === name;
}

function noteMade({ found, place }: Look, { args: [type] }: Call): void {
  if (type?.kind === "slice") found.made.push(spanOf(place, type.element));
}

function spanOf({ unit }: MentionPlace, { start, end }: Span): CodeSpan {
  return { unit, start, end };
}

function whoseField(world: Safety["universe"]["world"], scope: Scope, expr: Expr, { path, syntax }: HazardSubject, field: string): Owner {
  const type = unalias(pointeeOf(operandType(evaluate(world, scope, expr))));
  if (type.kind !== "named") return "unknown";
  if (type.object.decl?.type.start === syntax.start && unitOf(type.object)?.source.file.path === path) return "holder";
  const under = underlying(type);
  return under.kind === "struct" && under.fields().some(({ name }) => name === field) ? "other" : "unknown";
}
