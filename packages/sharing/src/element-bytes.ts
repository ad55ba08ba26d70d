import { type ByteRange, type Extent, isOverflow, structLayout } from "@cachelint/layout";
import { memberOf, typeOfObject, underlying } from "@cachelint/types";
import type { ElementBytes } from "./cure/elements.js";
import { type Elements, type Placed, rangeOf } from "./elements.js";
import { type ElementConflict, isLocalPlace } from "./model.js";
import { extentOrAssumed, isPadField } from "./words.js";

/** What a cure has to know of an element. */
export function elementBytes(elements: Elements, hot: readonly Placed[]): NonNullable<ElementConflict["bytes"]> {
  const { candidate: { world, element, isGlobal }, isSingle, accesses } = elements;
  const live = accesses.filter(({ access, words: own }) => own.length === 1 && !access.ref.isFresh && !access.isCold);
  const extent = extentOrAssumed({ world, isAssumed: false }, element);
  const bytes = { extent, hot: rangeOf(hot), live: rangeOf([...hot, ...live]) };
  return { ...bytes, isGlobal, isStruct: !isSingle, packed: isSingle ? null : packed(elements, hot, [...hot, ...live]), holder: holderOf(elements) };
}

/** The same element with its pads at the end. */
function packed({ candidate: { world, element } }: Elements, hot: readonly Placed[], live: readonly Placed[]): ElementBytes | null {
  const under = underlying(element);
  if (under.kind !== "struct") return null;
  const taking = { world, isAssumed: false };
  const fields = under.fields();
  const extents = fields.map((field) => extentOrAssumed(taking, field.type));
  const pads = fields.map((field) => isPadField(taking, field));
  const order = [...fields.keys()].sort((a, b) => Number(pads[a]) - Number(pads[b]) || a - b);
  if (taking.isAssumed || order.every((index, i) => index === i)) return null;
  const now = layoutOf(extents, [...fields.keys()], world.arch);
  const then = layoutOf(extents, order, world.arch);
  if (now === null || then === null) return null;
  const moved = (placed: readonly Placed[]): ByteRange => rangeOf(placed.map(({ words }) => ({
    words: words.map((word) => {
      const field = now.offsets.findIndex((offset, i) => offset <= word.offsetBytes && word.offsetBytes < offset + extents[i]!.sizeBytes);
      return { ...word, offsetBytes: word.offsetBytes - (now.offsets[field] ?? 0) + (then.offsets[field] ?? 0) };
    }),
  })));
  return { extent: then.extent, hot: moved(hot), live: moved(live) };
}

/** Of an array that is a field of a type or of a variable's struct. */
export function holderOf({ candidate: { world, pkg, holder, place, length } }: Pick<Elements, "candidate">): NonNullable<ElementConflict["bytes"]>["holder"] {
  const name = /^\.([^.[]+)$/.exec(holder?.path ?? "")?.[1];
  if (length === null || name === undefined) return null;
  if (isLocalPlace(place)) return null;
  const entity = memberOf(world, pkg, place.kind === "type" ? place.object.name : place.name);
  const type = entity?.kind === "type" ? typeOfObject(world, entity.object) : entity?.kind === "var" ? entity.type() : null;
  const under = type && underlying(type);
  if (under?.kind !== "struct") return null;
  const taking = { world, isAssumed: false };
  const fields = under.fields();
  const found = layoutOf(fields.map((field) => extentOrAssumed(taking, field.type)), [...fields.keys()], world.arch);
  const offsetBytes = found?.offsets[fields.findIndex((field) => field.name === name)];
  return found === null || offsetBytes === undefined || taking.isAssumed ? null : { sizeBytes: found.extent.sizeBytes, hasPointers: 0 < found.extent.pointerBytes, offsetBytes };
}

/** Offsets by source index. */
function layoutOf(extents: readonly Extent[], order: readonly number[], arch: Parameters<typeof structLayout>[1]["arch"]): { readonly extent: Extent; readonly offsets: readonly number[] } | null {
  const layout = structLayout(order.map((index) => extents[index]!), { arch, isAlign64: false });
  return isOverflow(layout) ? null : { extent: layout, offsets: extents.map((_, index) => layout.offsetsBytes[order.indexOf(index)] ?? 0) };
}
