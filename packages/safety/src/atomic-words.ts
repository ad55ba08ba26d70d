import type { Expr, StructType as StructSyntax } from "@cachelint/syntax";
import { findMember, type Type, type TypeObject, unalias, underlying } from "@cachelint/types";
import type { Place, Site } from "./census.js";
import { isForeign } from "./foreign.js";
import { typeOf } from "./memory.js";
import { pointeeOf, unparenthesised } from "./structs.js";

/** Words on which functions of sync/atomic for 64 bits work. */
export type AtomicWords = {
  /** Those that a call names, by struct and field, with where. */
  readonly named: Map<StructSyntax, Map<string, Place>>;
  /** Types of a number that have atomic methods of their own: `atomic.AddInt64((*int64)(c), 1)`. */
  readonly types: Map<TypeObject, Place>;
  /** Where pointers are worked on that come from elsewhere, in code of the main modules: any word whose address is taken may be one. */
  readonly elsewhere: Place[];
};

export function noAtomicWords(): AtomicWords {
  return { named: new Map(), types: new Map(), elsewhere: [] };
}

/** Notes the word that is handed to an atomic operation on 64 bits; a nested field belongs to all structs around it. */
export function noteAtomic(site: Site, arg: Expr | undefined): void {
  const { atomicWords, universe } = site.census;
  const inner = arg && unparenthesised(arg);
  if (inner === undefined) return;
  const where = { unit: site.place.unit, offset: inner.start, length: inner.end - inner.start };
  const converted = inner.kind === "call" && inner.args.length === 1 ? unalias(pointeeOf(typeOf(site, inner.args[0]!))) : null;
  if (converted?.kind === "named") atomicWords.types.set(converted.object, where);
  const address = inner.kind === "call" && inner.args.length === 1 ? unparenthesised(inner.args[0]!) : inner;
  const place = address.kind === "unary" && address.op === "&" ? withoutIndices(address.operand) : null;
  if (place?.kind === "selector") return noteField(site, place, where);
  const isOwn = place?.kind === "ident" && !isSlice(typeOf(site, place));
  if (!isOwn && converted?.kind !== "named" && !isForeign(universe, site.place.unit) && !ownTests.test(site.place.unit.pkg.importPath)) atomicWords.elsewhere.push(where);
}

/** They work on pointers of their own. */
const ownTests = /^(?:sync\/atomic|internal\/runtime\/atomic)(?:_test)?$/;

function noteField({ census, scope }: Site, { operand, name }: Expr & { readonly kind: "selector" }, where: Place): void {
  const { atomicWords: { named }, universe: { world } } = census;
  const type = typeOf({ census, scope }, operand);
  const member = findMember(world, type, name.name);
  if (member?.kind !== "field") return;
  const under = underlying(member.path.length < 2 ? pointeeOf(type) : pointeeOf(member.path.at(-2)!.type));
  if (under.kind !== "struct") return;
  const words = named.get(under.syntax) ?? new Map<string, Place>();
  named.set(under.syntax, words);
  words.set(name.name, where);
}

function withoutIndices(written: Expr): Expr {
  const expr = unparenthesised(written);
  return expr.kind === "index" ? withoutIndices(expr.operand) : expr;
}

function isSlice(type: Type): boolean {
  return underlying(type).kind === "slice";
}
