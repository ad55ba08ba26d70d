import { type Entity, type FileUnit, memberOf, type NamedType, type Package, type Type, type TypeObject, unalias, underlying, type World } from "@cachelint/types";
import type { Fn, Ref, View } from "./model.js";
import { isAtomicPackage } from "./operations.js";

/** The root of all objects of a declared type; its instances share it. */
export function typeRoot(object: TypeObject): string {
  return `T:${object.pkg?.importPath ?? ""}.${object.name}${object.isLocal ? `#${object.decl?.start ?? 0}` : ""}`;
}

/** The root of a package variable. */
export function variableRoot(pkg: Package, name: string): string {
  return `V:${pkg.importPath}.${name}`;
}

/** What a root names: a type, a package variable, or the elements of a slice that one of them holds. */
export type RootPlace = { readonly kind: "T" | "V" | "S"; readonly pkg: Package; /** Of slices, with the way to them. */ readonly name: string };

/** The place of a root in packages by import path; null where it is in none of them. */
export function placeOfRoot({ byPath }: { readonly byPath: ReadonlyMap<string, Package> }, root: string): RootPlace | null {
  const [, slice, kind, place = ""] = /^(S:)?([TV]):(.*)$/.exec(root) ?? [];
  const at = place.indexOf(".", place.lastIndexOf("/") + 1);
  const dot = at < 0 ? place.length : packageEnd(byPath, place);
  const pkg = byPath.get(place.slice(0, dot));
  return kind === undefined || pkg === undefined ? null : { kind: slice === undefined ? (kind as "T" | "V") : "S", pkg, name: place.slice(dot + 1) };
}

/** Import paths may hold dots: `gopkg.in/yaml.v3.Type`. */
function packageEnd(byPath: ReadonlyMap<string, Package>, place: string): number {
  for (let end = place.lastIndexOf("."); 0 < end; end = place.lastIndexOf(".", end - 1)) if (byPath.has(place.slice(0, end))) return end;
  return place.length;
}

/** The type whose root it is, of generic ones an instance; null where there is none. */
export function typeOfRoot({ world, byPath }: { readonly world: World; readonly byPath: ReadonlyMap<string, Package> }, root: string): Type | null {
  const place = placeOfRoot({ byPath }, root);
  const entity = place?.kind === "T" ? memberOf(world, place.pkg, place.name) : undefined;
  return entity?.kind === "type" ? ([...entity.object.instances.values()][0] ?? null) : null;
}

/** The root of a local variable that others than its function see. */
export function localRoot({ unit, name: fnName }: Fn, name: string): string {
  return `L:${unit.pkg.importPath}.${fnName}.${name}`;
}

/** A declared type whose objects hold words of their own. */
export function placeType(type: Type | null): NamedType | null {
  const actual = type && unalias(type);
  if (actual?.kind !== "named" || actual.object.pkg === null) return null;
  const { kind } = underlying(actual);
  return kind === "struct" || kind === "array" || kind === "basic" || kind === "slice" || kind === "unknown" || kind === "type-param" ? actual : null;
}

/** The type a pointer points at; null for what is no pointer. */
export function pointed(type: Type | null): Type | null {
  const under = type && underlying(type);
  return under?.kind === "pointer" ? under.elem() : null;
}

/** `*T` → T, everything else is itself. */
export function throughPointer(type: Type | null): Type | null {
  return pointed(type) ?? type;
}

/** A type of sync/atomic, of the runtime's or of another package called atomic. */
export function isAtomicType(type: Type | null): boolean {
  const actual = type && unalias(type);
  return actual?.kind === "named" && isAtomicPackage(actual.object.pkg?.importPath ?? "");
}

const lockNames: ReadonlySet<string> = new Set(["Mutex", "RWMutex", "mutex", "rwmutex", "SpinLock", "Spinlock", "spinLock", "fdMutex"]);

/** A type that is a lock by its name. */
export function isLockType(type: Type | null): boolean {
  const actual = type && unalias(type);
  return actual?.kind === "named" && lockNames.has(actual.object.name);
}

/** The package variable behind a name, with its root; null for anything else. */
export function packageVariable(world: World, entity: Entity, unit: FileUnit | null, name: string): { readonly root: string; readonly pkg: Package } | null {
  if (entity.kind !== "var" || unit === null) return null;
  if (memberOf(world, unit.pkg, name) === entity) return { root: variableRoot(unit.pkg, name), pkg: unit.pkg };
  return null;
}

/** Whether a place is an array; a slice of it has its elements. */
export function isArray({ type }: Ref): boolean {
  return type !== null && underlying(type).kind === "array";
}

/** The elements of the array at a place, or of the slice. */
export function elementViews(ref: Ref): readonly View[] {
  const [outer] = ref.views;
  if (isArray(ref)) return ref.views.map(({ root, path }) => ({ root, path: `${path}[]` }));
  return outer === undefined ? [] : [{ root: `S:${outer.root}${outer.path}`, path: "" }];
}

/** The field that a path begins with; empty for a whole struct, or an element. */
export function topField(path: string): string {
  return /^\.([^.[]+)/.exec(path)?.[1] ?? "";
}
