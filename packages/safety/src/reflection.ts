import type { Call, FuncDecl } from "@cachelint/syntax";
import { bodyOf, type FileUnit, lookup, underlying } from "@cachelint/types";
import { note, type Site } from "./census.js";
import { isForeign } from "./foreign.js";
import { isReflectValue, noteValue, noteWrapper, structsFor, told } from "./handed.js";
import { nameOf, packageOf, typeOf } from "./memory.js";
import { unparenthesised } from "./structs.js";
import { noteOpenType } from "./type-params.js";
import { nFieldsInWholeLoops } from "./whole-loops.js";

/** By the number of a field, rather than by its name. */
const byNumber = /\.(?:Field\(|NumField\(|FieldByIndex\(|Fields\()|VisibleFields\(|\bStructOf\(/g;

/**
 * Notes what a function looks at by `reflect` that also goes through fields by their numbers. Which value it is that it
 * goes through is not followed within the function: each that it looks at counts.
 */
export function noteReflection(site: Site, node: Call): void {
  const { place: { unit, decl } } = site;
  noteWhole(site, node);
  if (decl.kind !== "func-decl" || !goesByNumber(site, decl, unit)) return;
  const kind = isForeign(site.census.universe, unit) ? "walked" : "reflected";
  if (packageOf(site, node.callee) === "reflect") return noteLookedAt(site, node, kind);
  // `func walk(v reflect.Value) { … v.Field(i) … }`: whoever calls it hands it the struct.
  if (node.callee.kind !== "selector" || !/^(?:Field|NumField|FieldByIndex|Fields)$/.test(node.callee.name.name)) return;
  const receiver = unparenthesised(node.callee.operand);
  if (isReflectValue(typeOf(site, receiver))) noteValue(site, kind, receiver);
}

/** Notes values that reflection converts, which it can while both structs have the same fields in the same order, and those whose memory it gives away. */
function noteWhole(site: Site, { callee, args: [arg, ...others] }: Call): void {
  const { census: { universe }, place: { unit, decl } } = site;
  if (isForeign(universe, unit) || callee.kind !== "selector") return;
  const { name } = callee.name;
  if (name === "NewAt" && arg !== undefined && 0 < others.length && packageOf(site, callee) === "reflect") return noteValue(site, "raw", arg);
  const isConversion = /^(?:Convert|CanConvert|ConvertibleTo)$/.test(name);
  const isAddress = /^(?:UnsafePointer|UnsafeAddr)$/.test(name) || (name === "Pointer" && unit.source.file.text.slice(decl.start, decl.end).includes("unsafe.Pointer("));
  if (!isConversion && !isAddress) return;
  const receiver = unparenthesised(callee.operand);
  if (!isReflectValue(typeOf(site, receiver))) return;
  noteValue(site, isConversion ? "converted" : "raw", receiver);
  if (isConversion && arg !== undefined) noteValue(site, "converted", arg);
}

const known = new WeakMap<FuncDecl, boolean>();

function goesByNumber(site: Site, decl: FuncDecl, { source: { file: { text } } }: FileUnit): boolean {
  const found = known.get(decl) ?? nByNumber(text.slice(decl.start, decl.end)) !== nHarmless(site, decl);
  known.set(decl, found);
  return found;
}

function nByNumber(text: string): number {
  return [...text.matchAll(byNumber)].length;
}

/** Tests often look at all fields alike, to see that none was forgotten. */
function nHarmless({ census: { universe: { world } }, scope, place: { unit } }: Site, decl: FuncDecl): number {
  const { file } = unit.source;
  if (file.test === "none" || decl.bodySpan === null || !file.text.slice(decl.start, decl.end).includes(".NumField()")) return 0;
  return nFieldsInWholeLoops(decl, bodyOf(world.sources, unit.source, decl), (name) => lookup(world, scope, name)?.kind === "package");
}

function noteLookedAt(site: Site, node: Call, as: "reflected" | "walked"): void {
  const name = nameOf(node.callee);
  const [arg] = name === "TypeFor" && node.callee.kind === "index" ? node.callee.indices : /^(?:ValueOf|TypeOf|VisibleFields|New|Zero)$/.test(name) ? node.args : [];
  if (arg === undefined) return;
  const type = typeOf(site, arg);
  const { kind } = underlying(type);
  noteOpenType(site, as, type);
  if (kind === "interface" || kind === "type-param") noteWrapper(site, as, unparenthesised(arg));
  else note(site, structsFor(site, as, type), { ...told[as], node });
}
