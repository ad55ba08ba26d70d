import { type Drift, isKnown, type LayoutSnapshot } from "@cachelint/baseline";
import { lineDiff } from "./line-diff.js";
import type { ShownLayout } from "./model.js";
import { counted } from "./numbers.js";
import { type Paint, plain } from "./paint.js";
import { printable } from "./printable.js";
import { layoutColumns, layoutLines } from "./show-text.js";
import { wrap } from "./wrap.js";

export type DriftTextOptions = { readonly paint?: Paint; readonly widthColumns?: number };

/** What became of structs, each with its layout before and after; what is alike under several targets is told once. */
export function* driftText(drift: readonly Drift[], { paint = plain, widthColumns = 100 }: DriftTextOptions = {}): Generator<string> {
  for (const { first, targets } of grouped(drift)) {
    const colour = first.verdict === "fail" ? paint.red : paint.cyan;
    const head = `${colour(`${first.verdict}[${first.classes.join(", ")}]`)}: ${paint.bold(printable(first.message))}`;
    const remarks = [`This holds for ${targets.join(", ")}.`, ...(first.cause === null ? [] : [first.cause])];
    const lines = [head, ...layoutChange(first, paint), ...remarks.flatMap((text) => remarkLines(text, widthColumns, paint))];
    yield `${lines.join("\n")}\n\n`;
  }
}

/** The line that closes a check: `2 structs fail, 1 notice`. */
export function driftSummary(drift: readonly Drift[]): string {
  const structs = (verdict: Drift["verdict"]): number => new Set(drift.filter((one) => one.verdict === verdict).map(({ importPath, type }) => `${importPath}\n${type}`)).size;
  const [nFail, nNotice] = [structs("fail"), structs("notice")];
  if (nFail + nNotice === 0) return "No drift.\n";
  return `${[...(0 < nFail ? [`${counted(nFail, "struct")} failed`] : []), ...(0 < nNotice ? [`${counted(nNotice, "struct")} changed without failing`] : [])].join(", ")}.\n`;
}

type Group = { readonly first: Drift; readonly targets: string[] };

function grouped(drift: readonly Drift[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const one of drift) {
    const { importPath, type, classes, before, after, cause, message, lineBytes } = one;
    const key = JSON.stringify([importPath, type, classes, before, after, cause, message, lineBytes]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { first: one, targets: [one.target] });
    else known.targets.push(one.target);
  }
  return [...groups.values()];
}

function layoutChange({ before, after, type, lineBytes }: Drift, paint: Paint): readonly string[] {
  const [old, now] = [shown(before), shown(after)];
  if (old === null && now === null) return [];
  const columns = Math.max(old === null ? 0 : layoutColumns(old), now === null ? 0 : layoutColumns(now));
  const linesOf = (layout: ShownLayout | null): readonly string[] => (layout === null ? [] : layoutLines(layout, lineBytes, columns));
  const colours = { "-": paint.red, "+": paint.green, " ": paint.dim };
  const rows = lineDiff(linesOf(old), linesOf(now)).map(({ mark, text }) => `  ${colours[mark](`${mark} ${text}`)}`);
  // A type that is no struct has one line, its own.
  const isWhole = [old, now].every((layout) => layout === null || layout.fields.every(({ name }) => name === ""));
  return isWhole ? [`    type ${printable(type)}`, ...rows] : [`    ${printable(type)} struct {`, ...rows, "    }"];
}

/** The form that layouts are printed in. */
function shown(layout: LayoutSnapshot | null): ShownLayout | null {
  if (layout === null || !isKnown(layout)) return null;
  const { sizeBytes, alignBytes, pointerBytes, sizeClassBytes, fields } = layout;
  return { sizeBytes, alignBytes, pointerBytes, sizeClassBytes, unknowns: [], fields: fields.map(({ isEmbedded, ...field }) => ({ ...field, alignBytes: 1, embedded: isEmbedded })) };
}

function remarkLines(text: string, widthColumns: number, paint: Paint): readonly string[] {
  const lead = "  = note: ";
  return wrap(printable(text), Math.max(40, widthColumns - lead.length)).map((line, i) => (i === 0 ? `  ${paint.cyan("= note:")} ${line}` : `${" ".repeat(lead.length)}${line}`));
}
