import { type Call, type CompositeLit, type Expr, offsetsOfName, walkExpr } from "@cachelint/syntax";
import { evaluate } from "./evaluate.js";
import { eachMention, type MentionContext, type MentionPlace } from "./mentions.js";
import { operandType } from "./operand.js";
import { type FileUnit, isExported, type Package } from "./package.js";
import { fileOf, lookup, type Scope } from "./scope.js";
import { type Type, type TypeObject, unalias, underlying } from "./type.js";
import type { Sources, World } from "./world.js";

/** What the package of a declared type does with it, as far as that matters to its layout. */
export type TypeUses = {
  /** Something allocates one by itself: `&T{}`, `new(T)`, `[]*T{{}}`. */
  readonly isAllocated: boolean;
  /** It is the element of an array or slice. */
  readonly isElement: boolean;
  /** It is the type of a field by value or, where other packages cannot name it, of a package variable. */
  readonly isHeld: boolean;
  /** It is known to occur by value only, as a field's or a package variable's type, so that the allocator never sees one by itself. */
  readonly isOnlyHeld: boolean;
  /** What minds the order of its fields. */
  readonly orderUses: readonly OrderUse[];
};

/** `binary`: encoding/binary reads or writes it; `unsafe`: it is reached through unsafe.Pointer; `conversion`: it is converted to or from another struct type; `unkeyed`: a literal names no fields. */
export type OrderUse = { readonly kind: "binary" | "unsafe" | "conversion" | "unkeyed"; readonly unit: FileUnit; readonly functionName: string | null; readonly offset: number };

const usesByType = new WeakMap<Sources, WeakMap<object, readonly Known[]>>();

/** The targets of a run share what they find in packages of the same files. */
type Known = { readonly object: TypeObject; readonly uses: TypeUses };

/** Reads those declarations of the type's package that mention it, and those that mention encoding/binary or unsafe. */
export function usesOf(world: World, object: TypeObject): TypeUses {
  const { sources } = world;
  const ofSources = usesByType.get(sources) ?? new WeakMap<object, readonly Known[]>();
  usesByType.set(sources, ofSources);
  const key = object.decl ?? ofSources;
  const known = ofSources.get(key) ?? [];
  const same = known.find((one) => one.object === object || areOfSameFiles(one.object, object));
  if (same !== undefined) return same.uses;
  const uses = findUses(world, object);
  // What was found before a file of the package was edited is of no use any more.
  ofSources.set(key, [...known.filter((one) => isCurrent(sources, one.object)), { object, uses }]);
  return uses;
}

function isCurrent({ files }: Sources, { pkg }: TypeObject): boolean {
  return pkg === null || pkg.units.every(({ source }) => files.get(source.file.path) === source);
}

function areOfSameFiles({ pkg: one }: TypeObject, { pkg: other }: TypeObject): boolean {
  return one !== null && other !== null && one.units.length === other.units.length && one.units.every(({ source }, i) => source === other.units[i]?.source);
}

/** `isOnlyHeld` of a type's uses. Most types need no more to be read than who takes the address of a literal, or calls `new`. */
export function isOnlyHeld(world: World, object: TypeObject): boolean {
  if (isNamedElsewhere(object)) return false;
  const isAllocated = searchMentions(world, object, (text, at) => text[at - 1] === "&" || text.endsWith("new(", at)).isAllocated;
  return !isAllocated && usesOf(world, object).isOnlyHeld;
}

function isNamedElsewhere({ isLocal, name, pkg }: TypeObject): boolean {
  return !isLocal && isExported(name) && pkg?.name !== "main";
}

function searchMentions(world: World, object: TypeObject, isWanted: (text: string, at: number) => boolean = () => true): Search {
  const search: Search = { world, object, isReachable: isNamedElsewhere(object), isAllocated: false, isElement: false, nHeld: 0, nOthers: 0, orderUses: [] };
  const mentions = (object.pkg?.units ?? []).map((unit) => ({ unit, offsets: offsetsOfName(unit.source.file.text, object.name).filter((at) => isWanted(unit.source.file.text, at)) }));
  eachMention(world, mentions, (place, scope, expr, context) => searchExpr(search, { place, scope, context }, expr));
  return search;
}

function findUses(world: World, object: TypeObject): TypeUses {
  const search = searchMentions(world, object);
  const { isReachable, isAllocated, isElement, nHeld, nOthers } = search;
  const raw = object.pkg === null ? [] : rawUsesIn(world, object.pkg).flatMap((use) => (isSame(use.object, object) ? [use.use] : []));
  return { isAllocated, isElement, isHeld: 0 < nHeld, isOnlyHeld: !isReachable && !isAllocated && 0 < nHeld && nOthers === 0, orderUses: [...raw, ...search.orderUses] };
}

type Search = { readonly world: World; readonly object: TypeObject; /** Other packages can name it. */ readonly isReachable: boolean; isAllocated: boolean; isElement: boolean; nHeld: number; nOthers: number; readonly orderUses: OrderUse[] };

/** How the expression around it uses a type. `neutral` says nothing of where its objects come from. */
type Role = "allocated" | "element" | "held" | "neutral";

type At = { readonly place: MentionPlace; readonly scope: Scope; readonly context: MentionContext };

function searchExpr(search: Search, at: At, outermost: Expr): void {
  const roles = new Map<Expr, Role>();
  const give = (expr: Expr | null | undefined, role: Role): void => {
    const inner = expr && unparenthesised(expr);
    if (inner && !roles.has(inner)) roles.set(inner, role);
  };
  const order = (kind: OrderUse["kind"], { start }: Expr): void => void search.orderUses.push({ ...at.place, kind, offset: start });
  // A variable of an exported type says little of what other packages do with it.
  giveOutermost(outermost, at.context, (expr) => give(expr, at.context === "holder" && !search.isReachable ? "held" : "neutral"));
  const visit = (node: Expr): boolean => {
    switch (node.kind) {
      case "func-lit":
        return false;
      case "array":
      case "slice":
        give(node.element, "element");
        return true;
      case "struct":
        for (const { names, type } of node.fields) {
          for (const name of names) give(name, "neutral");
          give(type, "held");
        }
        return true;
      case "unary":
        if (node.op === "&") giveLiteralType(unparenthesised(node.operand), (type) => give(type, "allocated"));
        return true;
      case "star":
        // What a pointer points at has come from elsewhere.
        give(node.operand, "neutral");
        return true;
      case "call":
        if (isNamed(node.callee, "new")) give(node.args[0], "allocated");
        searchConversion(search, at, node, order);
        return true;
      case "composite":
        searchLiteral(search, at, node, { give, order });
        return true;
      case "ident":
      case "index":
        return searchName(search, at.scope, node, roles.get(node) ?? null);
      case "selector":
        // Names of members are no types of this package.
        walkExpr(node.operand, { expr: visit });
        return false;
      default:
        return true;
    }
  };
  walkExpr(outermost, { expr: visit });
}

function giveOutermost(expr: Expr, context: MentionContext, give: (expr: Expr) => void): void {
  const outer = unparenthesised(expr);
  if (context !== "other") give(outer);
  if (context === "holder") giveLiteralType(outer, give);
}

function giveLiteralType(expr: Expr, give: (type: Expr) => void): void {
  if (expr.kind === "composite" && expr.type !== null) give(expr.type);
}

function searchName(search: Search, scope: Scope, node: Expr, role: Role | null): boolean {
  if (!names(search, scope, node)) return true;
  if (role === "allocated") search.isAllocated = true;
  else if (role === "element") search.isElement = true;
  else if (role === "held") search.nHeld++;
  if (role === null || role === "element") search.nOthers++;
  // The arguments of an instance are types of their own.
  if (node.kind === "index") for (const index of node.indices) searchName(search, scope, index, null);
  return false;
}

function names({ world, object }: Search, scope: Scope, expr: Expr | null): boolean {
  const inner = expr && unparenthesised(expr);
  const base = inner?.kind === "index" ? inner.operand : inner;
  if (base?.kind !== "ident" || base.name !== object.name) return false;
  const entity = lookup(world, scope, base.name);
  return entity?.kind === "type" && isSame(entity.object, object);
}

type Found = { readonly give: (expr: Expr | null | undefined, role: Role) => void; readonly order: (kind: OrderUse["kind"], expr: Expr) => void };

/** The elements of `[]T{{…}}` and `[]*T{{…}}` are literals that leave their type out. */
function searchLiteral(search: Search, { scope }: At, node: CompositeLit, { give, order }: Found): void {
  for (const { key } of node.elements) if (key?.kind === "ident") give(key, "neutral");
  if (node.type === null) return;
  if (names(search, scope, node.type) && isUnkeyed(node)) order("unkeyed", node);
  const elements = elementTypes(node.type);
  for (const element of elements) {
    const inner = unparenthesised(element);
    const pointee = inner.kind === "star" ? inner.operand : null;
    const short = node.elements.flatMap(({ key, value }) => [key, value]).filter((value) => value?.kind === "composite" && value.type === null) as CompositeLit[];
    if (pointee !== null && 0 < short.length) give(pointee, "allocated");
    const first = short.find(isUnkeyed);
    if (first !== undefined && names(search, scope, pointee ?? inner)) order("unkeyed", first);
  }
}

function elementTypes(type: Expr): readonly Expr[] {
  const inner = unparenthesised(type);
  if (inner.kind === "array" || inner.kind === "slice") return [inner.element];
  return inner.kind === "map" ? [inner.key, inner.value] : [];
}

function isUnkeyed({ elements }: CompositeLit): boolean {
  return elements[0] !== undefined && elements[0].key === null;
}

/** `(*T)(unsafe.Pointer(…))`, and `T(x)` or `U(t)` between struct types. */
function searchConversion(search: Search, { scope }: At, node: Call, order: (kind: OrderUse["kind"], expr: Expr) => void): void {
  const { world } = search;
  const [arg] = node.args;
  if (arg === undefined || 1 < node.args.length) return;
  const callee = evaluate(world, scope, node.callee);
  if (callee.mode !== "type") return;
  const target = pointeeOf(callee.type);
  const to = namedStruct(target);
  const given = unalias(operandType(evaluate(world, scope, arg)));
  if (given.kind === "basic" && given.name === "unsafe.Pointer") {
    if (heldStructs(target).some((type) => isSame(type, search.object))) order("unsafe", node);
    return;
  }
  const source = pointeeOf(given);
  const from = namedStruct(source);
  const isOwn = [from, to].some((one) => one !== null && isSame(one, search.object));
  const isOther = from === null || to === null || !isSame(from, to);
  if (isOwn && isOther && underlying(source).kind === "struct" && underlying(target).kind === "struct") order("conversion", node);
}

type RawUse = { readonly object: TypeObject; readonly use: OrderUse };

const rawUses = new WeakMap<World, Map<Package, readonly RawUse[]>>();

/** The structs that a package hands to encoding/binary or to unsafe, once for each package. */
function rawUsesIn(world: World, pkg: Package): readonly RawUse[] {
  const known = rawUses.get(world) ?? new Map<Package, readonly RawUse[]>();
  rawUses.set(world, known);
  const uses = known.get(pkg) ?? findRawUses(world, pkg);
  known.set(pkg, uses);
  return uses;
}

function findRawUses(world: World, { units }: Package): readonly RawUse[] {
  const found: RawUse[] = [];
  eachMention(world, units.map((unit) => ({ unit, offsets: rawOffsets(unit) })), (place, scope, outermost) => {
    const visit = (node: Expr): boolean => {
      if (node.kind === "call") for (const { kind, objects } of rawUseOf(world, scope, node)) for (const object of objects) found.push({ object, use: { ...place, kind, offset: node.start } });
      return node.kind !== "func-lit";
    };
    walkExpr(outermost, { expr: visit });
  });
  return found;
}

/** Where the text of a file calls encoding/binary or unsafe. */
function rawOffsets({ source: { outline: { imports }, file: { text } } }: FileUnit): readonly number[] {
  const qualifiers = imports.flatMap(({ path, name }) => (path === "encoding/binary" ? [`${name ?? "binary"}\\.(?:Read|Write|Size|Decode|Encode|Append)`] : path === "unsafe" ? [`${name ?? "unsafe"}\\.(?:Pointer|Offsetof)`] : []));
  if (qualifiers.length === 0) return [];
  return [...text.matchAll(new RegExp(`\\b(?:${qualifiers.join("|")})\\(`, "g"))].map(({ index }) => index);
}

function rawUseOf(world: World, scope: Scope, { callee, args }: Call): readonly { readonly kind: "binary" | "unsafe"; readonly objects: readonly TypeObject[] }[] {
  const last = args.at(-1);
  if (callee.kind !== "selector" || callee.operand.kind !== "ident" || last === undefined) return [];
  const entity = lookup(world, scope, callee.operand.name);
  const path = entity?.kind === "package" ? entity.pkg.importPath : "";
  const { name } = callee.name;
  const typeOf = (expr: Expr): Type => operandType(evaluate(world, scope, expr));
  if (path === "encoding/binary" && binaryFunctions.has(name)) return [{ kind: "binary", objects: heldStructs(pointeeOf(typeOf(last))) }];
  if (path !== "unsafe") return [];
  const arg = unparenthesised(last);
  if (name === "Offsetof" && arg.kind === "selector") return [{ kind: "unsafe", objects: [namedStruct(pointeeOf(typeOf(arg.operand)))].filter((object) => object !== null) }];
  const given = unalias(typeOf(arg));
  return name === "Pointer" && given.kind === "pointer" ? [{ kind: "unsafe", objects: heldStructs(given.elem()) }] : [];
}

const binaryFunctions: ReadonlySet<string> = new Set(["Read", "Write", "Size", "Decode", "Encode", "Append"]);

/** The declared structs that lie in values of a type, elements of arrays and slices included. */
function heldStructs(type: Type, found = new Set<TypeObject>()): readonly TypeObject[] {
  const own = namedStruct(type);
  if (own !== null && found.has(own)) return [];
  if (own !== null) found.add(own);
  const under = underlying(type);
  if (under.kind === "array") heldStructs(under.elem, found);
  else if (under.kind === "slice") heldStructs(under.elem(), found);
  else if (under.kind === "struct") for (const field of under.fields()) if (["array", "struct"].includes(underlying(field.type).kind)) heldStructs(field.type, found);
  return [...found];
}

function pointeeOf(type: Type): Type {
  const under = underlying(type);
  return under.kind === "pointer" ? under.elem() : type;
}

function namedStruct(type: Type): TypeObject | null {
  const actual = unalias(type);
  return actual.kind === "named" && underlying(actual).kind === "struct" ? actual.object : null;
}

/** Types declared in bodies are made anew each time a body is read. */
function isSame(a: TypeObject, b: TypeObject): boolean {
  return a === b || (a.isLocal && b.isLocal && a.name === b.name && a.decl?.start === b.decl?.start && fileOf(a.scope) === fileOf(b.scope));
}

function isNamed(expr: Expr, name: string): boolean {
  return expr.kind === "ident" && expr.name === name;
}

function unparenthesised(expr: Expr): Expr {
  return expr.kind === "paren" ? unparenthesised(expr.inner) : expr;
}
