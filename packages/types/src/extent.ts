import { arrayExtent, type Extent, isOverflow, scalarExtent, type ScalarKind, structLayout, type StructLayout } from "@cachelint/layout";
import type { StructType as StructSyntax, TypeDecl } from "@cachelint/syntax";
import { notInHeap } from "./not-in-heap.js";
import { pointee } from "./members.js";
import { type BasicName, enter, type Field, leave, type NamedType, type StructType, type Type, unalias, underlying, type Unknown } from "./type.js";
import type { World } from "./world.js";

/**
 * Size, alignment and pointer bytes of a type. `doubt` is there when the pointer bytes alone cannot be known: they lie
 * between those of `least` and the type's own. A `*C.x` is such a type, because incomplete C types are not in the heap.
 */
export type TypeExtent = Extent & { readonly least?: Extent; readonly doubt?: Unknown };

/** The layout of a struct, or which of its fields keep it from being known. */
export type StructMeasure =
  | { readonly kind: "known"; readonly fields: readonly Field[]; readonly extents: readonly TypeExtent[]; readonly layout: StructLayout; readonly doubt: FieldUnknown | null; readonly leastPointerBytes: number }
  | { readonly kind: "unknown"; readonly fields: readonly Field[]; readonly unknowns: readonly FieldUnknown[] };

export type FieldUnknown = { readonly field: string; readonly reason: Unknown["unknown"]; readonly detail: string };

/** Only erroneous code has such a struct. */
export const selfContaining: StructMeasure = { kind: "unknown", fields: [], unknowns: [asField(sizedByItself("this struct"))] };

/**
 * Of the output format's reasons, `unresolved-name` is the one for an invalid recursive type (types2, cycleError): its text
 * is Go, so that it is no `syntax-error`, and all names in it are declared, but its own stands for no type that Go accepts.
 */
function sizedByItself(name: string): Unknown {
  return { unknown: "unresolved-name", detail: `${name} is an invalid recursive type: its size depends on itself, as where it holds itself by value. Make ${name} hold a pointer instead.` };
}

function asField({ unknown, detail }: Unknown): FieldUnknown {
  return { field: "", reason: unknown, detail };
}

/** The extent of a type under the world's target; unknown, with the reason, if any part held by value is. */
export function extentOf(world: World, type: Type): TypeExtent | Unknown {
  // Only types that contain themselves, which is an error, are nested that deeply.
  if (!enter()) return { unknown: "unresolved-name", detail: "a type that contains itself" };
  try {
    return extentOfWhole(world, type);
  } finally {
    leave();
  }
}

function extentOfWhole(world: World, type: Type): TypeExtent | Unknown {
  const actual = unalias(type);
  switch (actual.kind) {
    case "basic":
      return scalarExtent(basicScalar(actual.name), world.arch);
    case "pointer":
    case "slice":
      return referenceExtent(world, actual.kind, actual.elem());
    case "map":
    case "chan":
    case "func":
    case "interface":
      return scalarExtent(actual.kind, world.arch);
    case "array":
      return arrayMeasure(world, actual.length(), extentOf(world, actual.elem));
    case "named": {
      const under = actual.underlying();
      if (under.kind === "named" || under.kind === "alias") return { unknown: "unresolved-name", detail: actual.object.name };
      if (under.kind !== "struct") return extentOf(world, under);
      if (isAlign64(actual)) return { sizeBytes: 0, alignBytes: 8, pointerBytes: 0 };
      return under.measure() === selfContaining ? sizedByItself(actual.object.name) : structExtent(under);
    }
    case "struct":
      return structExtent(actual);
    case "type-param":
      return { unknown: "type-parameter", detail: actual.name };
    case "tuple":
      return { unknown: "unresolved-name", detail: "several values" };
    case "unknown":
      return actual.unknown;
  }
}

/** The layout of a type whose underlying type is a struct; null for other types. */
export function measureOf(world: World, type: Type): StructMeasure | null {
  const under = underlying(type);
  if (under.kind !== "struct") return null;
  const actual = unalias(type);
  return actual.kind === "named" && isAlign64(actual) ? measureFields(world, under.fields(), true) : under.measure();
}

/**
 * The layout of a declared type that is no struct, as that of a struct whose only field it is: size, alignment and pointer
 * bytes are the same (cmd/compile, types.CalcSize). The field has no name.
 */
export function measureWhole(world: World, type: Type, { type: syntax }: TypeDecl): StructMeasure {
  const actual = unalias(type);
  const own = actual.kind === "named" ? actual.underlying() : actual;
  return measureFields(world, [{ name: "", type: own, isEmbedded: false, syntax: { start: syntax.start, end: syntax.end, names: [], type: syntax, embedded: false, tag: null }, tag: null }], false);
}

/** The offset of the last field of a path within `base`; a path through an embedded pointer leads into another object. */
export function fieldOffsetBytes(world: World, base: Type, path: readonly Field[]): { readonly offsetBytes: number } | Unknown {
  let type = pointee(base);
  let offsetBytes = 0;
  for (const [i, step] of path.entries()) {
    if (0 < i && underlying(type).kind === "pointer") return { unknown: "constant", detail: `${step.name} lies behind a pointer` };
    const measure = measureOf(world, type);
    if (measure?.kind !== "known") return firstUnknown(measure);
    offsetBytes += measure.layout.offsetsBytes[measure.fields.indexOf(step)] ?? 0;
    type = step.type;
  }
  return { offsetBytes };
}

/** The layout of a struct with these fields; `type.measure` keeps it. */
export function measureStruct(world: World, syntax: StructSyntax, fields: readonly Field[]): StructMeasure {
  if (syntax.hasError) return { kind: "unknown", fields, unknowns: [{ field: "", reason: "syntax-error", detail: "the struct's text is no Go" }] };
  return measureFields(world, fields, false);
}

function structExtent(type: StructType): TypeExtent | Unknown {
  const measure = type.measure();
  if (measure.kind === "unknown") return firstUnknown(measure);
  if (!measure.doubt) return measure.layout;
  const { reason, detail } = measure.doubt;
  return { ...measure.layout, least: { ...measure.layout, pointerBytes: measure.leastPointerBytes }, doubt: { unknown: reason, detail } };
}

function firstUnknown(measure: StructMeasure | null): Unknown {
  const first = measure?.kind === "unknown" ? measure.unknowns[0] : undefined;
  return { unknown: first?.reason ?? "unresolved-name", detail: first?.detail ?? "not a struct" };
}

function measureFields(world: World, fields: readonly Field[], isAlign64Struct: boolean): StructMeasure {
  const extents: TypeExtent[] = [];
  const unknowns: FieldUnknown[] = [];
  let doubt: FieldUnknown | null = null;
  for (const field of fields) {
    const extent = extentOf(world, field.type);
    if ("unknown" in extent) unknowns.push({ field: field.name, reason: extent.unknown, detail: extent.detail });
    else {
      extents.push(extent);
      if (extent.doubt) doubt = { field: field.name, reason: extent.doubt.unknown, detail: extent.doubt.detail };
    }
  }
  if (0 < unknowns.length) return { kind: "unknown", fields, unknowns };
  const options = { arch: world.arch, isAlign64: isAlign64Struct };
  const layout = structLayout(extents, options);
  if (isOverflow(layout)) return { kind: "unknown", fields, unknowns: [{ field: "", reason: "constant", detail: "the struct is larger than the compiler allows" }] };
  if (!doubt) return { kind: "known", fields, extents, layout, doubt, leastPointerBytes: layout.pointerBytes };
  const least = structLayout(extents.map((extent) => extent.least ?? extent), options);
  const leastPointerBytes = isOverflow(least) ? layout.pointerBytes : least.pointerBytes;
  // A pointer after the doubtful one settles the matter.
  return { kind: "known", fields, extents, layout, doubt: leastPointerBytes === layout.pointerBytes ? null : doubt, leastPointerBytes };
}

function arrayMeasure(world: World, length: bigint | Unknown, extent: TypeExtent | Unknown): TypeExtent | Unknown {
  if ("unknown" in extent) return extent;
  if (typeof length !== "bigint") return length;
  const of = (element: Extent): Extent | Unknown => {
    const array = arrayExtent(element, Number(length), world.arch);
    return isOverflow(array) ? { unknown: "constant", detail: "an array larger than the compiler allows" } : array;
  };
  const whole = of(extent);
  if ("unknown" in whole || !extent.least || !extent.doubt || length === 0n) return whole;
  const least = of(extent.least);
  return "unknown" in least ? least : { ...whole, least, doubt: extent.doubt };
}

function referenceExtent(world: World, kind: "pointer" | "slice", elem: Type): TypeExtent {
  const inHeap = scalarExtent(kind, world.arch);
  const verdict = notInHeap(elem);
  if (verdict === "no") return inHeap;
  const outside = scalarExtent(`${kind}-not-in-heap`, world.arch);
  return verdict === "yes" ? outside : { ...inHeap, least: outside, doubt: verdict };
}

/** The struct named align64 in the packages the compiler knows by path has alignment 8 on every port (types/size.go, isAtomicStdPkg). */
function isAlign64(type: NamedType): boolean {
  const { name, pkg, isLocal } = type.object;
  return name === "align64" && !isLocal && (pkg?.importPath === "sync/atomic" || pkg?.importPath === "internal/runtime/atomic" || pkg?.importPath === "runtime/internal/atomic");
}

function basicScalar(name: BasicName): ScalarKind {
  switch (name) {
    case "untyped bool": return "bool";
    case "untyped int": return "int";
    case "untyped rune": return "int32";
    case "untyped float": return "float64";
    case "untyped complex": return "complex128";
    case "untyped string": return "string";
    case "untyped nil": return "unsafe.Pointer";
    default: return name;
  }
}
