import { isKnown, type FieldSnapshot, type KnownLayout, type LayoutSnapshot, type Snapshot, type TypeSnapshot } from "./model.js";

/** The version of the file's form. */
export const schemaVersion = 1;

/** Closes an object: no Go name and no import path is called so. */
export const endKey = "/";

/**
 * The text of a baseline file. It is a function of the snapshot alone, and made to be merged: a field has a line, a struct
 * begins and ends with a line that is its own, and that line stays as it is when a neighbour comes or goes, because the
 * last key of each object is always `"/"`.
 */
export function baselineText({ goVersion, lineBytes, selection, packages }: Snapshot): string {
  const targets = [...lineBytes.keys()].sort(compare);
  const header: readonly (readonly [string, unknown])[] = [
    ["schemaVersion", schemaVersion],
    ["goVersion", goVersion],
    ["targets", targets],
    ["lineBytes", Object.fromEntries(targets.map((target) => [target, lineBytes.get(target)]))],
    ["select", selection.packages],
    ["minSizeBytes", selection.minSizeBytes],
    ["heat", selection.heat],
    ["tags", selection.tags],
  ];
  const lines = [
    "{",
    ...header.map(([key, value]) => `  ${JSON.stringify(key)}: ${inline(value)},`),
    '  "packages": {',
    ...sorted(packages).flatMap(([importPath, types]) => packageLines(importPath, types)),
    `    "${endKey}": "packages"}`,
    "}",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Values on one line with a blank behind each comma and colon, as people write them. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, own]) => `${JSON.stringify(key)}: ${inline(own)}`).join(", ")}}`;
}

/** By code units, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a === b ? 0 : 1;
}

function packageLines(importPath: string, types: ReadonlyMap<string, TypeSnapshot>): readonly string[] {
  return [
    `    ${JSON.stringify(importPath)}: {`,
    ...sorted(types).flatMap(([name, type]) => typeLines(`${importPath}.${name}`, name, type)),
    `      "${endKey}": ${JSON.stringify(importPath)}},`,
  ];
}

function typeLines(title: string, name: string, { isFrozen, layouts }: TypeSnapshot): readonly string[] {
  return [
    `      ${JSON.stringify(name)}: {`,
    ...(isFrozen ? ['        "frozen": true,'] : []),
    ...folded(layouts).flatMap(({ targets, layout }) => layoutLines(targets, layout)),
    `        "${endKey}": ${JSON.stringify(title)}},`,
  ];
}

/** Targets under which a struct lies alike are told once. */
function folded(layouts: ReadonlyMap<string, LayoutSnapshot>): readonly { readonly targets: readonly string[]; readonly layout: LayoutSnapshot }[] {
  const found = new Map<string, { readonly targets: string[]; readonly layout: LayoutSnapshot }>();
  for (const [target, layout] of sorted(layouts)) {
    const key = JSON.stringify(wireLayout(layout));
    const same = found.get(key);
    if (same === undefined) found.set(key, { targets: [target], layout });
    else same.targets.push(target);
  }
  return [...found.values()];
}

function layoutLines(targets: readonly string[], layout: LayoutSnapshot): readonly string[] {
  const key = JSON.stringify(targets.join(" "));
  if (!isKnown(layout)) return [`        ${key}: ${inline(wireLayout(layout))},`];
  const { fields, ...numbers } = wireKnown(layout);
  const last = fields.length - 1;
  const head = inline(numbers).slice(1, -1);
  if (last < 0) return [`        ${key}: {${head}, "fields": []},`];
  return [
    `        ${key}: {`,
    `          ${head},`,
    '          "fields": [',
    ...fields.map((field, i) => `            ${inline(field)}${i === last ? "" : ","}`),
    "          ]},",
  ];
}

/** A layout as files and reports have it. Its keys and their order are a promise. */
export type WireLayout = WireKnown | { readonly unknown: readonly { readonly field: string; readonly reason: string }[] };
export type WireKnown = {
  readonly sizeBytes: number; readonly alignBytes: number; readonly pointerBytes: number | null; readonly sizeClassBytes: number | null; readonly lines: number;
  readonly fields: readonly WireField[];
};
export type WireField = { readonly name: string; readonly type: string; readonly offsetBytes: number; readonly sizeBytes: number; readonly embedded?: true };

/** A layout in the form of files and reports. */
export function wireLayout(layout: LayoutSnapshot): WireLayout {
  return isKnown(layout) ? wireKnown(layout) : { unknown: layout.unknowns.map(({ field, reason }) => ({ field, reason })) };
}

function wireKnown({ sizeBytes, alignBytes, pointerBytes, sizeClassBytes, nLines, fields }: KnownLayout): WireKnown {
  return { sizeBytes, alignBytes, pointerBytes, sizeClassBytes, lines: nLines, fields: fields.map(wireField) };
}

function wireField({ name, type, offsetBytes, sizeBytes, isEmbedded }: FieldSnapshot): WireField {
  return { name, type, offsetBytes, sizeBytes, ...(isEmbedded ? { embedded: true } : {}) };
}

function sorted<V>(map: ReadonlyMap<string, V>): readonly (readonly [string, V])[] {
  return [...map].sort(([a], [b]) => compare(a, b));
}
