import type { LiveStruct, ShownTouch } from "@cachelint/host";
import { isKnown, type ShownField } from "@cachelint/report";
import { counted, holesOf, layoutsOf, linesOfField, type SharedLayout, summaryOf } from "../layout-facts.js";
import type { DeclaredField } from "../struct-at.js";

/** What a hover over a struct's name says, Markdown; `touches` is null where it is not known yet. */
export function hoverOfStruct(struct: LiveStruct, touches: readonly ShownTouch[] | null): string {
  const layouts = layoutsOf(struct.shown);
  const unknown = unknownText(struct);
  if (layouts.length === 0) return unknown;
  const parts = layouts.flatMap((layout) => [`**${escaped(struct.facts.name)}**: ${summaryOf(layout).join(", ")} *(${targetsText(layout)})*`, linesText(layout)]);
  return [...parts, unknown, writersText(struct, touches)].filter((part) => part !== "").join("\n\n");
}

/** What a hover over a field's name says, Markdown. */
export function hoverOfField(struct: LiveStruct, field: DeclaredField, touches: readonly ShownTouch[] | null): string {
  const layouts = layoutsOf(struct.shown);
  if (layouts.length === 0) return unknownText(struct);
  const parts = layouts.flatMap((layout) => {
    const shown = layout.layout.fields[field.index];
    return shown === undefined ? [] : [fieldText(layout, shown, field.index)];
  });
  return [...parts, touchesText(field.name, touches)].filter((part) => part !== "").join("\n\n");
}

function fieldText(shared: SharedLayout, field: ShownField, index: number): string {
  const { layout, lineBytes } = shared;
  const [first, last] = linesOfField(field, lineBytes);
  const behind = holesOf(layout).find(({ offsetBytes }) => offsetBytes === field.offsetBytes + field.sizeBytes);
  const beside = layout.fields.filter((other, i) => i !== index && other.name !== "_" && 0 < other.sizeBytes && isBeside(linesOfField(other, lineBytes), [first, last]));
  const facts = [
    `offset ${String(field.offsetBytes)}`,
    `${String(field.sizeBytes)} B`,
    first === last ? `line ${String(first)}` : `lines ${String(first)} to ${String(last)}`,
    ...(behind === undefined ? [] : [`${String(behind.sizeBytes)} B ${behind.isPadding ? "padding" : "hole"} behind it`]),
  ];
  const neighbours = beside.length === 0 ? "" : `\n\nOn its line${first === last ? "" : "s"}: ${listed(beside.map(({ name }) => name))}`;
  return `**${escaped(field.name)}**: ${facts.join(", ")} *(${targetsText(shared)})*${neighbours}`;
}

function isBeside([a, b]: readonly [number, number], [c, d]: readonly [number, number]): boolean {
  return a <= d && c <= b;
}

/** Lines are counted from the start of the struct, as if that began one. */
function linesText({ layout, lineBytes }: SharedLayout): string {
  const rows = new Map<number, string[]>();
  for (const field of layout.fields) {
    const [line] = linesOfField(field, lineBytes);
    rows.set(line, [...(rows.get(line) ?? []), field.name]);
  }
  if (rows.size < 2) return "";
  return [...rows].map(([line, names]) => `- line ${String(line)}: ${listed(names)}`).join("\n");
}

function writersText({ facts: { layouts } }: LiveStruct, touches: readonly ShownTouch[] | null): string {
  if (touches === null || touches.length === 0) return "";
  const names = layouts[0]?.measure.fields.map(({ name }) => name) ?? [];
  const rows = names.flatMap((name) => {
    const writers = distinct(touches.filter((touch) => touch.field === name && isWrite(touch)).map(({ functionName }) => functionName));
    return writers.length === 0 ? [] : [`- ${escaped(name)}: ${listed(writers)}`];
  });
  return rows.length === 0 ? "Nobody is seen to write its fields once others have it." : `Written by\n\n${rows.join("\n")}`;
}

function touchesText(field: string, touches: readonly ShownTouch[] | null): string {
  const own = (touches ?? []).filter((touch) => touch.field === field);
  const written = own.filter(isWrite).map(({ access, functionName, file, line }) => `${code(functionName)} (${access}, ${escaped(file)}:${String(line)})`);
  const read = distinct(own.filter((touch) => !isWrite(touch)).map(({ functionName }) => functionName));
  return [
    ...(written.length === 0 ? [] : [`Written by ${shortened(distinct(written)).join(", ")}`]),
    ...(read.length === 0 ? [] : [`Read by ${listed(read)}`]),
  ].join("\n\n");
}

export function isWrite({ access }: Pick<ShownTouch, "access">): boolean {
  return access !== "read" && access !== "atomic-load";
}

function unknownText({ facts, shown }: LiveStruct): string {
  const unknown = shown.find(({ layout }) => !isKnown(layout));
  if (unknown === undefined) return "";
  const [part] = unknown.layout.unknowns;
  return `**${escaped(facts.name)}**: size unknown under ${unknown.target}${part === undefined ? "" : ` (${part.reason}): ${part.field === "" ? "" : `${escaped(part.field)}: `}${escaped(part.detail)}`}`;
}

function targetsText({ targets, lineBytes }: SharedLayout): string {
  return `${targets.join(", ")}; lines of ${String(lineBytes)} B`;
}

const most = 12;

function shortened(texts: readonly string[]): readonly string[] {
  return texts.length <= most ? texts : [...texts.slice(0, most), `${counted(texts.length - most, "other")}`];
}

function listed(names: readonly string[]): string {
  return shortened(names.map(code)).join(", ");
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** Names are Go's, but text that is no Go may be anything. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`\s]+/g, " ")}\``;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>]/g, "\\$&");
}
