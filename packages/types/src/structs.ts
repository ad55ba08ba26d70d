import type { Decl, Expr, FuncDecl, Index, Span, StructType as StructSyntax, TypeDecl } from "@cachelint/syntax";
import { walkExpr } from "@cachelint/syntax";
import { type BodyVisitor, walkBody, walkLiterals } from "./body.js";
import { bindTypeParams } from "./declare.js";
import { lostStructs } from "./lost-structs.js";
import { embeddedName, functionScope, structType } from "./members.js";
import { type FileUnit, memberOf, type Package } from "./package.js";
import { resolveType, typeOfObject } from "./resolve.js";
import type { Scope } from "./scope.js";
import { type NamedType, type Type, unalias, underlying } from "./type.js";
import { isConcrete, typeKey, typeString } from "./type-string.js";
import { bodyOf, declarationsAt, readInto, type SourceFile, type World } from "./world.js";

/** One struct as `cachelint show` lists it: where it stands, what it is called, and its type. */
export type StructRecord = {
  readonly kind: "named" | "local" | "anonymous" | "instance";
  /** `Pool`, `stackpool.struct`, `Gen[string, int16]`. */
  readonly name: string;
  /** For what stands in a function: `drain`, `(*Queue).drain`. */
  readonly functionName: string | null;
  readonly unit: FileUnit;
  /** The declared name, the `struct` keyword, or the instantiation. */
  readonly span: Span;
  /** The struct's own body; null where the type is declared by another one's name, and for instances. */
  readonly syntax: StructSyntax | null;
  readonly decl: TypeDecl | null;
  readonly type: Type;
  /** It stands in the text of a declared type, whose directives are not its own. */
  readonly isPart: boolean;
};

/** A declared type that is no struct of its own: `[8]slot`, `int64`, an alias; also what its name stands for is unknown. */
export type OtherTypeRecord = Pick<StructRecord, "name" | "functionName" | "unit" | "span" | "type"> & { readonly kind: "named" | "local"; readonly decl: TypeDecl };

type Place = { readonly world: World; readonly unit: FileUnit; readonly functionName: string | null; readonly found: StructRecord[]; readonly others: OtherTypeRecord[]; readonly seenInstances: Set<string>; /** In the text of a declared type. */ readonly isPart: boolean };

/** Every struct of a package, in the order of its files and of their text. */
export function structsOf(world: World, pkg: Package): readonly StructRecord[] {
  return typesOf(world, pkg).structs;
}

/** Every struct of a package, and the declared types that are none, in the order of its files and of their text. */
export function typesOf(world: World, pkg: Package): { readonly structs: readonly StructRecord[]; readonly others: readonly OtherTypeRecord[] } {
  const found: StructRecord[] = [];
  const others: OtherTypeRecord[] = [];
  const seenInstances = new Set<string>();
  for (const unit of pkg.units) {
    const start = found.length;
    structsOfFile({ world, unit, functionName: null, found, others, seenInstances, isPart: false });
    const read = found.splice(start);
    const own = [...read, ...lostStructs(world, unit, read)].sort((a, b) => a.span.start - b.span.start);
    for (const record of own) found.push(record);
  }
  return { structs: found, others };
}

/** What `structsOf` will read of a package and nobody has read yet, for who wants to have it parsed beforehand. */
export function unreadOf(pkg: Package): readonly Unread[] {
  return pkg.units.flatMap(({ source }) => {
    const indices = structIndices(source).filter((index) => source.declarations[index] === undefined);
    return indices.length === 0 ? [] : [{ source, indices }];
  });
}

/** Declarations of a file, by their indices in its outline. */
export type Unread = { readonly source: SourceFile; readonly indices: readonly number[] };

/** Keeps declarations that were read elsewhere, unless somebody was faster. */
export function keepDeclarations({ source, indices }: Unread, declarations: readonly (readonly Decl[])[]): void {
  indices.forEach((index, at) => (source.declarations[index] ??= declarations[at] ?? []));
}

/** What cannot hold a struct or an instantiation is not parsed. */
function structIndices({ outline }: FileUnit["source"]): readonly number[] {
  return outline.declarations.flatMap((decl, index) => (decl.keyword === "type" || decl.hasStruct[0] || decl.hasIndex || decl.hasLocalType || decl.hasStruct[1] ? [index] : []));
}

function structsOfFile(place: Place): void {
  const { world, unit } = place;
  const { declarations } = unit.source.outline;
  const wanted = structIndices(unit.source);
  readInto(world.sources, [{ source: unit.source, indices: wanted }]);
  for (const index of wanted) {
    for (const decl of declarationsAt(world.sources, unit.source, index)) {
      if (decl.kind === "type-decl") fromTypeDecl(place, unit.scope, decl, packageLevelType(world, unit, decl));
      else if (decl.kind === "func-decl") fromFunction(place, decl, declarations[index]?.hasStruct[1] || declarations[index]?.hasLocalType || false);
      else {
        const owner = decl.names[0]?.name ?? "_";
        for (const expr of decl.type ? [decl.type, ...decl.values] : decl.values) fromPackageLevel(place, unit.scope, expr, owner);
      }
    }
  }
}

/** The entity's type where the package knows the declaration by name; a blank or doubled name gets a type of its own. */
function packageLevelType(world: World, unit: FileUnit, decl: TypeDecl): Type {
  const entity = memberOf(world, unit.pkg, decl.name.name);
  if (entity?.kind === "type" && entity.object.decl === decl) return typeOfObject(world, entity.object);
  if (entity?.kind === "bound-type") return entity.type;
  const scope = bindTypeParams(world, unit.scope, decl.typeParams, []);
  return resolveType(world, scope, decl.type);
}

function fromTypeDecl(place: Place, scope: Scope, decl: TypeDecl, type: Type): void {
  const body = unparenthesised(decl.type);
  const under = underlying(type);
  // A type that is unknown may be a struct, unless its text says what else it is.
  if (!decl.isAlias && (under.kind === "struct" || (under.kind === "unknown" && under.unknown.unknown !== "type-parameter" && !isTypeLiteral(body)))) {
    const isLocal = place.functionName !== null;
    place.found.push({
      kind: isLocal ? "local" : "named",
      name: decl.name.name,
      functionName: place.functionName,
      unit: place.unit,
      span: decl.name,
      syntax: body.kind === "struct" ? body : null,
      decl,
      type,
      isPart: false,
    });
  } else place.others.push({ kind: place.functionName === null ? "named" : "local", name: decl.name.name, functionName: place.functionName, unit: place.unit, span: decl.name, decl, type });
  const part: Place = { ...place, isPart: true };
  const inner = bindTypeParams(place.world, scope, decl.typeParams, []);
  for (const param of decl.typeParams) fromExpr(part, inner, param.constraint, decl.name.name);
  if (body.kind === "struct" && !decl.isAlias) for (const field of body.fields) fromExpr(part, inner, field.type, `${decl.name.name}.${field.names[0]?.name ?? embeddedName(field.type)}`);
  else fromExpr(part, inner, decl.type, decl.name.name);
}

function fromFunction(place: Place, decl: FuncDecl, readsBody: boolean): void {
  const { world, unit } = place;
  const inFunction = { ...place, functionName: functionName(decl) };
  const scope = functionScope(world, unit.scope, decl);
  for (const param of decl.typeParams) fromExpr(inFunction, scope, param.constraint, param.name.name);
  for (const param of [...decl.signature.params, ...decl.signature.results]) fromExpr(inFunction, scope, param.type, param.names[0]?.name ?? null);
  if (!readsBody || !decl.bodySpan) return;
  walkBody(world, unit.scope, decl, bodyOf(world.sources, unit.source, decl), bodyVisitor(inFunction));
}

function fromPackageLevel(place: Place, scope: Scope, expr: Expr, owner: string): void {
  fromExpr(place, scope, expr, owner);
  walkLiterals(place.world, scope, expr, bodyVisitor({ ...place, functionName: `${owner}.func` }));
}

function bodyVisitor(outer: Place): BodyVisitor {
  const place = { ...outer, seenInstances: none };
  return {
    expression: (scope, expr, owner) => fromExpr(place, scope, expr, owner),
    localType: (scope, decl) => {
      const object = scope.kind === "local" ? scope.names.get(decl.name.name) : undefined;
      const type = object?.kind === "type" ? typeOfObject(place.world, object.object) : resolveType(place.world, scope, decl.type);
      fromTypeDecl(place, scope, decl, type);
    },
  };
}

/** Marks places inside bodies, whose instantiations are not listed. */
const none = new Set<string>();

/** Struct literals and instantiations in an expression; literals of functions are left to the walk through bodies. */
function fromExpr(place: Place, scope: Scope, expr: Expr, owner: string | null): void {
  const visit = (node: Expr): boolean => {
    if (node.kind === "func-lit") {
      for (const param of [...node.signature.params, ...node.signature.results]) fromExpr(place, scope, param.type, param.names[0]?.name ?? owner);
      return false;
    }
    if (node.kind === "index" && place.seenInstances !== none) addInstance(place, scope, node);
    if (node.kind !== "struct") return true;
    if (0 < node.fields.length || node.hasError) {
      const name = owner ? `${owner}.struct` : "struct";
      place.found.push({ kind: "anonymous", name, functionName: place.functionName, unit: place.unit, span: { start: node.start, end: node.start + "struct".length }, syntax: node, decl: null, type: structType(place.world, scope, node), isPart: place.isPart });
    }
    for (const field of node.fields) fromExpr(place, scope, field.type, `${owner ? `${owner}.` : ""}${field.names[0]?.name ?? embeddedName(field.type)}`);
    return false;
  };
  walkExpr(expr, { expr: visit });
}

function addInstance(place: Place, scope: Scope, node: Index): void {
  const type = unalias(resolveType(place.world, scope, node));
  if (type.kind !== "named" || type.args.length === 0 || underlying(type).kind !== "struct" || !isConcrete(place.world, type)) return;
  const key = typeKey(place.world, type);
  if (place.seenInstances.has(key)) return;
  place.seenInstances.add(key);
  place.found.push({ kind: "instance", name: instanceName(place, type), functionName: null, unit: place.unit, span: node, syntax: null, decl: null, type, isPart: true });
}

function instanceName(place: Place, type: NamedType): string {
  const qualifier = type.object.pkg && type.object.pkg !== place.unit.pkg ? `${type.object.pkg.name}.` : "";
  return `${qualifier}${type.object.name}[${type.args.map((arg) => typeString(place.world, arg)).join(", ")}]`;
}

/** `drain`, `Queue.len`, `(*Queue).drain`, as the runtime's stack traces name methods. */
export function functionName(decl: FuncDecl): string {
  const receiver = decl.receiver?.type;
  if (!receiver) return decl.name.name;
  const base = unparenthesised(receiver);
  return base.kind === "star" ? `(*${embeddedName(base)}).${decl.name.name}` : `${embeddedName(base)}.${decl.name.name}`;
}

function isTypeLiteral(expr: Expr): boolean {
  return ["array", "slice", "map", "chan", "func", "interface", "star"].includes(expr.kind);
}

function unparenthesised(expr: Expr): Expr {
  return expr.kind === "paren" ? unparenthesised(expr.inner) : expr;
}
