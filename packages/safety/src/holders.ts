import { type Call, declarationAt, type Expr, type FuncDecl, type FuncLit, offsetsOfName, type Param } from "@cachelint/syntax";
import { evaluate, type Field, fileOf, type FileUnit, findMember, isExported, lookup, memberOf, operandType, type Scope, type Type, type TypeObject, unalias, underlying } from "@cachelint/types";
import { containerCall, type ContainerCall, type ContainerPart, givesBack, isContent, putting } from "./containers.js";
import { holdsInterfaces } from "./handed.js";
import { directoryOf, unitsNaming } from "./names.js";
import { pointeeOf, unparenthesised } from "./structs.js";
import { contextHolder, isContext, panicHolder } from "./tokens.js";
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
  /** `declaration`: only code of the top-level declaration at this index can name it; `word`: any code that says the word. */
  readonly reach: { readonly declaration: number } | "field" | "member" | "word";
  readonly type: Type | null;
  /** Of a field: the type whose literals may set it without saying its name. */
  readonly literalsOf?: TypeObject | null;
  /** It holds what a container of the standard library does, which goes by other names as well. */
  readonly isContainer?: boolean;
  /** Of an embedded container: the methods by which values are put into it without its name. */
  readonly putBy?: readonly string[];
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
      if (isContent(operand, expr.name.name)) {
        const container = holderOf(universe, scope, expr.operand, around);
        return container && { ...container, isContainer: true };
      }
      const member = findMember(world, operand, expr.name.name);
      if (member?.kind !== "field") return null;
      return ownedField(around.unit, member.field, unalias(pointeeOf(member.path.at(-2)?.type ?? operand)));
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
      if (callee.mode === "builtin") return callee.name === "recover" ? panicHolder(universe, around.unit) : null;
      const kept = keptIn(universe, scope, expr, around);
      if (kept !== undefined) return kept;
      const unit = callee.mode === "function" ? ownUnit(universe, callee.func.scope) : null;
      return callee.mode === "function" && unit !== null ? resultHolder(unit, callee.func.decl) : null;
    }
    default:
      return null;
  }
}

/** What a call takes out of a container of the standard library; undefined for any other call. */
function keptIn(universe: Universe, scope: Scope, call: Call, around: Around): Holder | null | undefined {
  const { world } = universe;
  const container = containerCall(universe, scope, call);
  if (container !== null && givesBack(container)) return containerHolder(universe, scope, container, "values", around);
  const callee = unparenthesised(call.callee.kind === "index" ? call.callee.operand : call.callee);
  const [first] = call.args;
  if (callee.kind !== "selector" || first === undefined) return undefined;
  const entity = callee.operand.kind === "ident" ? lookup(world, scope, callee.operand.name) : undefined;
  const path = entity?.kind === "package" ? entity.pkg.importPath : "";
  // `slices.Collect(maps.Values(all))`: elements are what holds them.
  if ((path === "slices" || path === "maps") && handingOn.test(callee.name.name)) return holderOf(universe, scope, first, around);
  if (path === "container/heap" && /^(?:Pop|Remove)$/.test(callee.name.name)) {
    const pop = findMember(world, operandType(evaluate(world, scope, first)), "Pop");
    const unit = pop?.kind === "method" ? ownUnit(universe, pop.func.scope) : null;
    return pop?.kind === "method" && unit !== null ? resultHolder(unit, pop.func.decl) : null;
  }
  const isValue = callee.name.name === "Value" && call.args.length === 1 && path === "";
  return isValue && isContext(universe, operandType(evaluate(world, scope, callee.operand))) ? contextHolder(universe, scope, first, around.unit) : undefined;
}

/** Functions of slices and maps that give back elements of their first argument. */
const handingOn = /^(?:All|Backward|Chunk|Clip|Clone|Collect|Compact(?:Func)?|Concat|Delete(?:Func)?|Grow|Insert|Keys|Max(?:Func)?|Min(?:Func)?|Replace|Sorted(?:Func|StableFunc)?|Values)$/;

/** The place that is a container, or the keys in it. */
export function containerHolder(universe: Universe, scope: Scope, { operand, embedded, container: { puts } }: ContainerCall, part: ContainerPart, around: Around): Holder | null {
  const holder = embedded === null ? holderOf(universe, scope, operand, around) : { ...ownedField(around.unit, embedded.field, embedded.owner), putBy: Object.keys(puts) };
  return holder && { ...holder, isContainer: true, name: part === "values" ? holder.name : `${holder.name} keys` };
}

/** A variable of a function, or of its package. */
export function variableOf(universe: Universe, scope: Scope, name: string, { unit, index, owner }: Around): Holder | null {
  for (let current = scope; current.kind === "local"; current = current.parent) {
    const entity = current.names.get(name);
    if (entity !== undefined) return entity.kind === "var" ? receiverHolder(universe, { unit, name, owner, type: entity.type() }) ?? { owner, name, saidAs: name, unit, reach: { declaration: index }, type: entity.type() } : null;
  }
  return memberHolder(universe, unit.pkg, name);
}

/** Methods of `type stack []any` share what their receivers hold. */
function receiverHolder(universe: Universe, { unit, name, owner, type }: Pick<Holder, "unit" | "name" | "owner"> & { readonly type: Type }): Holder | null {
  const actual = unalias(pointeeOf(unalias(type)));
  const isReceiver = "receiver" in owner && (owner as FuncDecl).receiver?.names.some((one) => one.name === name) === true;
  if (!isReceiver || actual.kind !== "named" || underlying(actual).kind === "interface" || !holdsInterfaces(actual) || ownUnit(universe, actual.object.scope) === null) return null;
  return { owner: actual.object, name: actual.object.name, saidAs: actual.object.name, unit, reach: "member", type, isContainer: true };
}

function memberHolder({ world }: Universe, pkg: FileUnit["pkg"], name: string): Holder | null {
  const entity = memberOf(world, pkg, name);
  const unit = pkg.members.get(name)?.unit;
  return entity?.kind === "var" && unit !== undefined ? { owner: entity, name, saidAs: name, unit, reach: "member", type: entity.type() } : null;
}

function ownedField(unit: FileUnit, field: Field, owner: Type): Holder {
  return { ...fieldHolder(unit, field), literalsOf: owner.kind === "named" ? owner.object : null };
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

/** What a function calls one that it was given with: an iterator its `yield`. Loops over it are given that. */
export function yieldedHolder({ unit, index, owner }: Around, name: string, position: number): Holder {
  return { owner, name: `${name}(${position}`, saidAs: name, unit, reach: { declaration: index }, type: null };
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
  if (reach === "word") return universe.units().map((one) => ({ unit: one, indices: universe.declarationsWith(one, saidAs) }));
  const units = reach === "field" && isExported(saidAs) ? universe.unitsSelecting(saidAs) : unitsNaming(universe, { name: saidAs, unit });
  const literals = holder.literalsOf ?? null;
  const declared = literals && ownUnit(universe, literals.scope);
  const unnamed = literals === null || declared === null ? [] : unitsNaming(universe, { name: literals.name, unit: declared }).map((one) => ({ unit: one, indices: universe.declarationsWith(one, literals.name) }));
  const putting = (holder.putBy ?? []).flatMap((method) => universe.unitsSelecting(method).map((one) => ({ unit: one, indices: universe.declarationsWith(one, method) })));
  return [...units.map((one) => ({ unit: one, indices: universe.declarationsWith(one, saidAs) })), ...unnamed, ...putting];
}

/** Of those, the ones that may put something into it: they assign to it or to elements of it, send to it, give it in a literal, or call a container's method that keeps what it is given. What a function gives back is said in it alone. */
export function declarationsSetting(universe: Universe, holder: Holder): ReturnType<typeof declarationsNaming> {
  const { owner, name, saidAs, unit, reach, putBy = [] } = holder;
  if (name === given) return [{ unit, indices: indicesAt(unit, "start" in owner ? [(owner as FuncDecl | FuncLit).start] : []) }];
  if (typeof reach === "object") return declarationsNaming(universe, holder);
  const wanted = reach === "word" ? saying : setting;
  return declarationsNaming(universe, holder).map(({ unit: place, indices }) => {
    const { text } = place.source.file;
    const { declarations } = place.source.outline;
    const isLiteral = (index: number): boolean => holder.literalsOf != null && universe.declarationsWith(place, holder.literalsOf.name).includes(index);
    const isOwn = (index: number): boolean => declarations[index]?.keyword === "var" && declarations[index].names.includes(saidAs);
    const isPut = (index: number): boolean => putBy.some((method) => universe.declarationsWith(place, method).includes(index));
    const set = new Set(indicesAt(place, offsetsOfName(text, saidAs).filter((offset) => wanted.test(text.slice(offset + saidAs.length, offset + saidAs.length + maxAssignment)))));
    return { unit: place, indices: indices.filter((index) => set.has(index) || isLiteral(index) || isOwn(index) || isPut(index)) };
  });
}

/** What stands behind the name: `=`, `:`, `<-`, perhaps after an index; further names before one; or a container's method. */
const setting = new RegExp(`^\\s*\\)?\\s*(?:\\[[^\\n]*\\]\\s*)?(?:[-+*/%&|^]?=(?!=)|:|<-|,[^\\n]*=|${putting})`);
/** What a function is called with, but for texts and errors, which are what panics are mostly given. */
const saying = /^\((?!["`]|(?:fmt|errors)\.|e(?:rr)?\))/;
/** Longer lists of names are not assigned to. */
const maxAssignment = 200;
