import { declarationAt, type Expr, type FuncDecl, type FuncLit, offsetsOfName, type Param } from "@cachelint/syntax";
import { evaluate, fileOf, type FileUnit, findMember, isExported, lookup, memberOf, operandType, type Scope, type Type, type TypeObject, unalias, underlying } from "@cachelint/types";
import { directoryOf, unitsNaming } from "./names.js";
import { pointeeOf, unparenthesised } from "./structs.js";
import { indicesAt, type Universe } from "./universe.js";

/**
 * A place that keeps a value: a variable, a parameter, a field of all values of a struct, what a function gives back, or all values of a
 * function type. Elements of arrays, slices, maps and channels count as what holds them.
 */
export type Holder = {
  /** Together with the name, what the place is known by: a declaration around it, a field's syntax, an entity. */
  readonly owner: object;
  readonly name: string;
  /** By which name code comes by it; the same as `name` but for what functions give back. */
  readonly saidAs: string;
  readonly unit: FileUnit;
  /** `declaration`: only code of the top-level declaration at this index can name it. */
  readonly reach: { readonly declaration: number } | "field" | "member";
  readonly type: Type | null;
  /** Of a field: the type whose literals may set it without saying its name. */
  readonly literalsOf?: TypeObject | null;
};

/** What a function gives back goes by a name that no variable can have. */
const given = "return";

/** Where an expression stands: the file, and the index of the top-level declaration in it. */
export type Around = { readonly unit: FileUnit; readonly index: number; readonly owner: object };

/** The place that an expression names or takes a value from; null for a value that comes from nowhere else. */
export function holderOf(universe: Universe, scope: Scope, written: Expr, around: Around): Holder | null {
  const { world } = universe;
  const expr = unparenthesised(written);
  switch (expr.kind) {
    case "ident":
      return variableOf(universe, scope, expr.name, around);
    case "selector": {
      const entity = expr.operand.kind === "ident" ? lookup(world, scope, expr.operand.name) : undefined;
      if (entity?.kind === "package") return "missing" in entity.pkg ? null : memberHolder(universe, entity.pkg, expr.name.name);
      const operand = operandType(evaluate(world, scope, expr.operand));
      const member = findMember(world, operand, expr.name.name);
      if (member?.kind !== "field") return null;
      const owner = unalias(pointeeOf(member.path.at(-2)?.type ?? operand));
      return { ...fieldHolder(around.unit, member.field), literalsOf: owner.kind === "named" ? owner.object : null };
    }
    case "index":
    case "slice-expr":
    case "star":
    case "type-assert":
      return holderOf(universe, scope, expr.operand, around);
    case "unary":
      return expr.op === "&" || expr.op === "<-" ? holderOf(universe, scope, expr.operand, around) : null;
    case "call": {
      const callee = evaluate(world, scope, expr.callee);
      const [first] = expr.args;
      if (first !== undefined && (callee.mode === "type" || (callee.mode === "builtin" && callee.name === "append"))) return holderOf(universe, scope, first, around);
      const unit = callee.mode === "function" ? ownUnit(universe, callee.func.scope) : null;
      return callee.mode === "function" && unit !== null ? resultHolder(unit, callee.func.decl) : null;
    }
    default:
      return null;
  }
}

/** A variable of a function, or of its package. */
export function variableOf(universe: Universe, scope: Scope, name: string, { unit, index, owner }: Around): Holder | null {
  for (let current = scope; current.kind === "local"; current = current.parent) {
    const entity = current.names.get(name);
    if (entity !== undefined) return entity.kind === "var" ? { owner, name, saidAs: name, unit, reach: { declaration: index }, type: entity.type() } : null;
  }
  return memberHolder(universe, unit.pkg, name);
}

function memberHolder({ world }: Universe, pkg: FileUnit["pkg"], name: string): Holder | null {
  const entity = memberOf(world, pkg, name);
  const unit = pkg.members.get(name)?.unit;
  return entity?.kind === "var" && unit !== undefined ? { owner: entity, name, saidAs: name, unit, reach: "member", type: entity.type() } : null;
}

/** `unit`: a file that can say the field's name. */
export function fieldHolder(unit: FileUnit, { name, syntax, type }: { readonly name: string; readonly syntax: object; readonly type: Type }): Holder {
  return { owner: syntax, name, saidAs: name, unit, reach: "field", type };
}

/** What a function or a function literal gives back. */
export function resultHolder(unit: FileUnit, decl: FuncDecl | FuncLit): Holder {
  const index = declarationAt(unit.source.outline.declarations, decl.start);
  if (decl.kind === "func-lit") return { owner: decl, name: given, saidAs: "", unit, reach: { declaration: index }, type: null };
  return { owner: decl, name: given, saidAs: decl.name.name, unit, reach: decl.receiver === null ? "member" : "field", type: null };
}

/** All values of a function type with a name, which has methods of its own. */
export function typeHolder(universe: Universe, type: Type): Holder | null {
  const actual = unalias(type);
  if (actual.kind !== "named" || underlying(actual).kind !== "func") return null;
  const unit = ownUnit(universe, actual.object.scope);
  return unit === null ? null : { owner: actual.object, name: actual.object.name, saidAs: actual.object.name, unit, reach: "member", type: null };
}

/** A parameter by its place; arguments of a variadic one share it. */
export function parameterHolder(unit: FileUnit, decl: FuncDecl | FuncLit, owner: object, position: number): Holder | null {
  const names = parameterNames(decl.signature.params);
  const name = names[Math.min(position, names.length - 1)] ?? "_";
  if (name === "" || name === "_" || (names.length <= position && decl.signature.params.at(-1)?.variadic !== true)) return null;
  return { owner, name, saidAs: name, unit, reach: { declaration: declarationAt(unit.source.outline.declarations, decl.start) }, type: null };
}

/** One name for each parameter; empty for one without. */
export function parameterNames(params: readonly Param[]): readonly string[] {
  return params.flatMap(({ names }) => (names.length === 0 ? [""] : names.map(({ name }) => name)));
}

/** The file of the main modules that a scope lies in. */
export function ownUnit({ folderOf }: Universe, scope: Scope): FileUnit | null {
  const unit = fileOf(scope);
  return unit !== null && folderOf(directoryOf(unit)) !== undefined ? unit : null;
}

/** The declarations in which a place may be named, by the index of each in its file. */
export function declarationsNaming(universe: Universe, holder: Holder): readonly { readonly unit: FileUnit; readonly indices: readonly number[] }[] {
  const { reach, unit, saidAs } = holder;
  if (typeof reach === "object") return 0 <= reach.declaration ? [{ unit, indices: [reach.declaration] }] : [];
  const units = reach === "field" && isExported(saidAs) ? universe.unitsSelecting(saidAs) : unitsNaming(universe, { name: saidAs, unit });
  const literals = holder.literalsOf ?? null;
  const declared = literals && ownUnit(universe, literals.scope);
  const unnamed = literals === null || declared === null ? [] : unitsNaming(universe, { name: literals.name, unit: declared }).map((one) => ({ unit: one, indices: universe.declarationsWith(one, literals.name) }));
  return [...units.map((one) => ({ unit: one, indices: universe.declarationsWith(one, saidAs) })), ...unnamed];
}

/** Of those, the ones that may put something into it: they assign to it or to elements of it, send to it, or give it in a literal. What a function gives back is said in it alone. */
export function declarationsSetting(universe: Universe, holder: Holder): ReturnType<typeof declarationsNaming> {
  const { owner, name, saidAs, unit } = holder;
  if (name === given) return [{ unit, indices: indicesAt(unit, "start" in owner ? [(owner as FuncDecl | FuncLit).start] : []) }];
  if (typeof holder.reach === "object") return declarationsNaming(universe, holder);
  return declarationsNaming(universe, holder).map(({ unit: place, indices }) => {
    const { text } = place.source.file;
    const { declarations } = place.source.outline;
    const isLiteral = (index: number): boolean => holder.literalsOf != null && universe.declarationsWith(place, holder.literalsOf.name).includes(index);
    const isOwn = (index: number): boolean => declarations[index]?.keyword === "var" && declarations[index].names.includes(saidAs);
    const set = new Set(indicesAt(place, offsetsOfName(text, saidAs).filter((offset) => setting.test(text.slice(offset + saidAs.length, offset + saidAs.length + maxAssignment)))));
    return { unit: place, indices: indices.filter((index) => set.has(index) || isLiteral(index) || isOwn(index)) };
  });
}

/** What stands behind the name: `=`, `:`, `<-`, perhaps after an index; or further names before one. */
const setting = /^\s*\)?\s*(?:\[[^\n]*\]\s*)?(?:[-+*/%&|^]?=(?!=)|:|<-|,[^\n]*=)/;
/** Longer lists of names are not assigned to. */
const maxAssignment = 200;
