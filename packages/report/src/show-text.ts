import { isKnown, type ShownField, type ShownLayout, type ShownStruct, type UnknownPart } from "./model.js";
import { byteCount } from "./numbers.js";
import { type Paint, plain } from "./paint.js";
import { printable, printableLine } from "./printable.js";
import { whyUnknown } from "./unknown-texts.js";
import { wrap } from "./wrap.js";

export type TextOptions = { readonly paint?: Paint; readonly widthColumns?: number };

/**
 * Layouts in the form of pahole, one piece of text a struct. A struct that lies alike under several targets is shown
 * once for all of them; they have to follow one another.
 */
export function* showText(structs: Iterable<ShownStruct>, options: TextOptions = {}): Generator<string> {
  let isFirst = true;
  for (const group of bySource(structs)) {
    for (const { targets, struct } of byLayout(group)) {
      const text = showStruct(struct, targets, options);
      yield isFirst ? text : `\n${text}`;
      isFirst = false;
    }
  }
}

const indent = "    ";
/** The comments after fields begin no further to the right than this, so that they stay on a terminal's line. */
const longestFieldColumns = 72;

function showStruct(struct: ShownStruct, targets: readonly string[], { paint = plain, widthColumns = 100 }: TextOptions): string {
  const { layout } = struct;
  const fields = isKnown(layout) ? fieldTexts(layout.fields, Math.min(longestFieldColumns, widthColumns - 28)) : [];
  const widest = Math.max(0, ...fields.map((field) => field.length));
  const head = `struct ${titleOf(struct)} {`;
  const place = `// ${printableLine(struct.file)}:${struct.line}${struct.functionName === null ? "" : ` in ${struct.functionName}`}  ${targets.join(", ")}`;
  const lines = headLines({ head, place }, indent.length + widest + 2, widthColumns, paint);
  if (isKnown(layout)) lines.push(...body(layout, fields, widest, struct.lineBytes, paint), ...summary(layout, struct.lineBytes, paint));
  for (const part of layout.unknowns) lines.push(...unknownLines(part, isKnown(layout), widthColumns, paint));
  return `${lines.join("\n")}\n}\n`;
}

/**
 * The inside of a layout in the form of pahole, a line each, without colours. Names and types take at least
 * `columns`, so that two layouts of one struct stand in line.
 */
export function layoutLines(layout: ShownLayout, lineBytes: number, columns: number): readonly string[] {
  return [...body(layout, layoutTexts(layout), columns, lineBytes, plain).filter((line) => line !== ""), ...summary(layout, lineBytes, plain)];
}

/** The columns that names and types of a layout take. */
export function layoutColumns(layout: ShownLayout): number {
  return Math.max(0, ...layoutTexts(layout).map((text) => text.length));
}

function layoutTexts({ fields }: ShownLayout): readonly string[] {
  return fieldTexts(fields, longestFieldColumns);
}

/** The place stands above the comments of the fields where there is room, and below the name where there is none. */
function headLines({ head, place }: { readonly head: string; readonly place: string }, commentColumn: number, widthColumns: number, paint: Paint): string[] {
  if (widthColumns < head.length + 2 + place.length) return [paint.bold(head), indent + paint.dim(place)];
  const column = Math.max(head.length + 2, Math.min(commentColumn, widthColumns - place.length));
  return [paint.bold(head) + " ".repeat(column - head.length) + paint.dim(place)];
}

/** `sync.Pool`, `net/http.Server`: what `show` takes as a pattern. */
function titleOf({ importPath, name }: ShownStruct): string {
  return printableLine(`${importPath}.${name}`);
}

function body(layout: ShownLayout, texts: readonly string[], widest: number, lineBytes: number, paint: Paint): string[] {
  const { fields } = layout;
  const digits = Math.max(5, String(layout.sizeBytes).length);
  const number = (value: number): string => String(value).padStart(digits);
  const lines: string[] = [];
  let lastLine = 0;
  let endBytes = 0;
  const boundary = (offsetBytes: number): void => {
    const line = Math.floor(offsetBytes / lineBytes);
    if (line <= lastLine) return;
    lastLine = line;
    const ago = offsetBytes % lineBytes;
    lines.push(indent + paint.cyan(`/* --- cacheline ${line} boundary (${byteCount(line * lineBytes)})${ago === 0 ? "" : ` was ${byteCount(ago)} ago`} --- */`));
  };
  fields.forEach((field, i) => {
    const holeBytes = field.offsetBytes - endBytes;
    if (0 < holeBytes) lines.push(indent + paint.yellow(`/* XXX ${byteCount(holeBytes)} hole */`));
    boundary(field.offsetBytes);
    lines.push(`${indent}${(texts[i] ?? "").padEnd(widest)}  ${paint.dim(`/* ${number(field.offsetBytes)} ${number(field.sizeBytes)} */`)}`);
    endBytes = field.offsetBytes + field.sizeBytes;
  });
  boundary(endBytes);
  if (0 < fields.length) lines.push("");
  return lines;
}

function summary(layout: ShownLayout, lineBytes: number, paint: Paint): string[] {
  const { fields, sizeBytes, alignBytes, pointerBytes, sizeClassBytes } = layout;
  const comment = (text: string): string => `${indent}/* ${text} */`;
  const sumFields = fields.reduce((sum, field) => sum + field.sizeBytes, 0);
  const endBytes = fields.reduce((_, field) => field.offsetBytes + field.sizeBytes, 0);
  const paddingBytes = sizeBytes - endBytes;
  const nHoles = fields.filter((field, i) => endOf(fields[i - 1]) < field.offsetBytes).length;
  const lines = [comment(`size: ${sizeBytes}, align: ${alignBytes}, cachelines: ${Math.ceil(sizeBytes / lineBytes)}, fields: ${fields.length}`)];
  if (0 < nHoles) lines.push(paint.yellow(comment(`sum fields: ${sumFields}, holes: ${nHoles}, sum holes: ${endBytes - sumFields}`)));
  if (0 < paddingBytes) lines.push(paint.yellow(comment(`padding: ${paddingBytes}`)));
  lines.push(comment(`pointer bytes: ${pointerBytes ?? "unknown"}, size class: ${sizeClassBytes ?? "unknown"}`));
  if (sizeBytes % lineBytes !== 0) lines.push(comment(`last cacheline: ${sizeBytes % lineBytes} bytes`));
  return lines;
}

function endOf(field: ShownField | undefined): number {
  return field === undefined ? 0 : field.offsetBytes + field.sizeBytes;
}

function unknownLines(part: UnknownPart, isSizeKnown: boolean, widthColumns: number, paint: Paint): string[] {
  const what = `${part.field === "" ? "" : `${part.field}: `}${isSizeKnown ? "pointer bytes unknown" : "unknown"} (${part.reason})`;
  const lines = wrap(printable(`${what}: ${whyUnknown(part)}`), widthColumns - indent.length - 6);
  return lines.map((line, i) => indent + paint.red(`${i === 0 ? "/* " : "   "}${line}${i === lines.length - 1 ? " */" : ""}`));
}

/** Names and types in two columns, as gofmt aligns them; an embedded field is its type alone. */
function fieldTexts(fields: readonly ShownField[], limit: number): readonly string[] {
  const widestName = Math.max(0, ...fields.map((field) => (field.embedded ? 0 : field.name.length)));
  return fields.map(({ embedded, name, type }) => shorten(embedded || name === "" ? type : `${name.padEnd(widestName)} ${type}`, limit));
}

/** Types of functions and of structs without a name can be longer than any line. */
function shorten(text: string, limit: number): string {
  const oneLine = printable(text.replace(/\s*\n\s*/g, " "));
  return oneLine.length <= limit ? oneLine : `${oneLine.slice(0, limit - 1)}…`;
}

function* bySource(structs: Iterable<ShownStruct>): Generator<readonly ShownStruct[]> {
  let group: ShownStruct[] = [];
  for (const struct of structs) {
    const [first] = group;
    if (first !== undefined && !isSameSource(first, struct)) {
      yield group;
      group = [];
    }
    group.push(struct);
  }
  if (0 < group.length) yield group;
}

function isSameSource(a: ShownStruct, b: ShownStruct): boolean {
  return a.line === b.line && a.column === b.column && a.name === b.name && a.file === b.file && a.importPath === b.importPath;
}

function byLayout(group: readonly ShownStruct[]): readonly { readonly struct: ShownStruct; readonly targets: readonly string[] }[] {
  const found = new Map<string, { struct: ShownStruct; targets: string[] }>();
  for (const struct of group) {
    const key = 1 < group.length ? JSON.stringify([struct.lineBytes, struct.layout]) : "";
    const same = found.get(key);
    if (same === undefined) found.set(key, { struct, targets: [struct.target] });
    else same.targets.push(struct.target);
  }
  return [...found.values()];
}
