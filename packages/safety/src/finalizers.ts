import type { Call, StructType as StructSyntax } from "@cachelint/syntax";
import { type StructType, type Type, type TypeObject, unalias, underlying } from "@cachelint/types";
import type { Census, Place, Site } from "./census.js";
import type { Hazard, StructEdit } from "./model.js";
import { nameOf, packageOf, typeOf } from "./memory.js";
import { pointeeOf, unparenthesised } from "./structs.js";

/** What finalizers are set on: by its type, or by the struct and the field whose address is taken. */
export type Finalized = {
  readonly types: Map<TypeObject | StructSyntax, Place>;
  readonly fields: Map<StructSyntax, Map<string, Place>>;
};

export function noneFinalized(): Finalized {
  return { types: new Map(), fields: new Map() };
}

/** Notes what `runtime.SetFinalizer` is handed. */
export function noteFinalizer(site: Site, { callee, args: [arg] }: Call): void {
  if (arg === undefined || nameOf(callee) !== "SetFinalizer" || packageOf(site, callee) !== "runtime") return;
  const { types, fields } = site.census.finalized;
  const object = unparenthesised(arg);
  const where = { unit: site.place.unit, offset: arg.start, length: arg.end - arg.start };
  const key = keyOf(pointeeOf(typeOf(site, object)));
  if (key !== null) types.set(key, where);
  const place = object.kind === "unary" && object.op === "&" ? unparenthesised(object.operand) : null;
  const owner = place?.kind === "selector" ? underlying(pointeeOf(typeOf(site, place.operand))) : null;
  if (place?.kind !== "selector" || owner?.kind !== "struct") return;
  const own = fields.get(owner.syntax) ?? new Map<string, Place>();
  fields.set(owner.syntax, own);
  own.set(place.name.name, where);
}

/**
 * A finalizer is set on the beginning of what was allocated, and the program ends where that is no longer the field that it is
 * set on (runtime.SetFinalizer). Asks the new order where it is known.
 */
export function finalizerHazards({ finalized }: Census, struct: StructType, { order }: StructEdit): readonly Hazard[] {
  if (order !== null && order[0] === 0) return [];
  const [first] = struct.fields();
  const found = first && (finalized.fields.get(struct.syntax)?.get(first.name) ?? finalizedAt(finalized, first.type));
  return found === undefined ? [] : [{ reason: "finalizer", detail: `a finalizer is set on ${first?.name ?? ""}, which must stay the first field`, ...found, weight: "withholds" }];
}

/** Of what lies at the beginning of a type, the type itself included. */
function finalizedAt(finalized: Finalized, type: Type, depth = 0): Place | undefined {
  const key = keyOf(type);
  const own = key === null ? undefined : finalized.types.get(key);
  if (own !== undefined || 20 < depth) return own;
  const under = underlying(type);
  if (under.kind === "array") return finalizedAt(finalized, under.elem, depth + 1);
  const [first] = under.kind === "struct" ? under.fields() : [];
  if (first === undefined || under.kind !== "struct") return undefined;
  return finalized.fields.get(under.syntax)?.get(first.name) ?? finalizedAt(finalized, first.type, depth + 1);
}

function keyOf(type: Type): TypeObject | StructSyntax | null {
  const actual = unalias(type);
  if (actual.kind === "named") return actual.object;
  const under = underlying(actual);
  return under.kind === "struct" ? under.syntax : null;
}
