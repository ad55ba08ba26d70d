import { isKnown, type ShownField, type ShownLayout, type ShownStruct } from "@cachelint/report";

/** Bytes that belong to no field. */
export type Hole = { readonly offsetBytes: number; readonly sizeBytes: number; readonly isPadding: boolean };

/** A layout with the targets that it is the same under. */
export type SharedLayout = { readonly struct: ShownStruct; readonly layout: ShownLayout; readonly lineBytes: number; readonly targets: readonly string[] };

/** The layouts of a struct, each once, in the order of the targets; those that are unknown are left out. */
export function layoutsOf(shown: readonly ShownStruct[]): readonly SharedLayout[] {
  const found = new Map<string, { struct: ShownStruct; layout: ShownLayout; lineBytes: number; targets: string[] }>();
  for (const struct of shown) {
    const { layout, lineBytes, target } = struct;
    if (!isKnown(layout)) continue;
    const key = JSON.stringify([lineBytes, layout]);
    const same = found.get(key);
    if (same === undefined) found.set(key, { struct, layout, lineBytes, targets: [target] });
    else same.targets.push(target);
  }
  return [...found.values()];
}

/** Holes between fields, then the padding at the end. */
export function holesOf({ fields, sizeBytes }: ShownLayout): readonly Hole[] {
  const holes: Hole[] = [];
  let end = 0;
  for (const field of fields) {
    if (end < field.offsetBytes) holes.push({ offsetBytes: end, sizeBytes: field.offsetBytes - end, isPadding: false });
    end = Math.max(end, field.offsetBytes + field.sizeBytes);
  }
  if (end < sizeBytes) holes.push({ offsetBytes: end, sizeBytes: sizeBytes - end, isPadding: true });
  return holes;
}

/** The first and last line that a field lies on, counted from the start of the struct. */
export function linesOfField({ offsetBytes, sizeBytes }: Pick<ShownField, "offsetBytes" | "sizeBytes">, lineBytes: number): readonly [number, number] {
  return [Math.floor(offsetBytes / lineBytes), Math.floor((offsetBytes + Math.max(1, sizeBytes) - 1) / lineBytes)];
}

export function nLinesOf({ sizeBytes }: ShownLayout, lineBytes: number): number {
  return Math.ceil(sizeBytes / lineBytes);
}

/** `1 line`, `2 lines`. */
export function counted(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** `40 B, align 8, 1 line, 7 B in 1 hole, 4 B padding, class 48, pointers in the first 8 B`: what fits above a struct. */
export function summaryOf({ layout, lineBytes }: SharedLayout): readonly string[] {
  const { sizeBytes, sizeClassBytes, pointerBytes } = layout;
  const holes = holesOf(layout);
  const inner = holes.filter(({ isPadding }) => !isPadding);
  const sum = inner.reduce((bytes, hole) => bytes + hole.sizeBytes, 0);
  const padding = holes.find(({ isPadding }) => isPadding);
  return [
    `${String(sizeBytes)} B`,
    counted(nLinesOf(layout, lineBytes), "line"),
    ...(sum === 0 ? [] : [`${String(sum)} B in ${counted(inner.length, "hole")}`]),
    ...(padding === undefined ? [] : [`${String(padding.sizeBytes)} B padding`]),
    ...(sizeClassBytes === null ? [] : [`class ${String(sizeClassBytes)}`]),
    ...(pointerBytes === null ? [] : [pointerBytes === 0 ? "no pointers" : `pointers within ${String(pointerBytes)} B`]),
  ];
}
