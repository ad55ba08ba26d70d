/** A struct as read back from the text of `show`. */
export type ParsedStruct = {
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly functionName: string | null;
  readonly target: string;
  readonly layout: ParsedLayout | { readonly unknown: readonly { readonly field: string; readonly reason: string }[] };
};
type ParsedLayout = {
  readonly sizeBytes: number;
  readonly alignBytes: number;
  readonly pointerBytes: number | null;
  readonly sizeClassBytes: number | null;
  readonly fields: readonly { readonly text: string; readonly offsetBytes: number; readonly sizeBytes: number }[];
  /** Holes and padding together, as the comments between the fields say. */
  readonly unused: number;
};

/** Reads what `show` prints, one entry a target. Throws on lines it does not know. */
export function parseShown(text: string): readonly ParsedStruct[] {
  return text.split(/\n(?=struct )/).flatMap((block) => {
    const [first = "", ...rest] = block.trimEnd().split("\n");
    const [head, lines] = first.includes("//") ? [first, rest] : [`${first}\n${rest[0] ?? ""}`, rest.slice(1)];
    const match = /^struct (.+) \{(?: {2,}|\n {4})\/\/ (\S+):(\d+)(?: in (.+))? {2}(\S+(?:, \S+)*)$/.exec(head);
    if (match === null) throw new Error(`no head: ${head}`);
    const [, title = "", file = "", line = "", functionName, targets = ""] = match;
    const layout = parseLayout(lines);
    return targets.split(", ").map((target) => ({ title, file, line: Number(line), functionName: functionName ?? null, target, layout }));
  });
}

function parseLayout(lines: readonly string[]): ParsedStruct["layout"] {
  const text = lines.join("\n");
  const unknown = [...text.matchAll(/^ {4}\/\* (?:(\S+): )?unknown \(([a-z-]+)\):/gm)].map(([, field = "", reason = ""]) => ({ field, reason }));
  if (0 < unknown.length) return { unknown };
  const number = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? NaN);
  const orNull = (pattern: RegExp): number | null => (Number.isNaN(number(pattern)) ? null : number(pattern));
  const fields = lines.flatMap((line) => {
    const match = /^ {4}(\S.*?) +\/\* +(\d+) +(\d+) \*\/$/.exec(line);
    return match === null || line.startsWith("    /*") ? [] : [{ text: (match[1] ?? "").replace(/^(\S+) +/, "$1 "), offsetBytes: Number(match[2]), sizeBytes: Number(match[3]) }];
  });
  const holes = [...text.matchAll(/XXX (\d+) bytes? hole/g)].map(([, bytes]) => Number(bytes));
  const sumHoles = holes.reduce((sum, bytes) => sum + bytes, 0);
  const padding = number(/\/\* padding: (\d+) \*\//) || 0;
  if (fields.length !== number(/fields: (\d+) \*\//)) throw new Error(`the fields are miscounted:\n${text}`);
  if (0 < holes.length && (sumHoles !== number(/sum holes: (\d+)/) || holes.length !== number(/ holes: (\d+)/))) throw new Error(`the holes are miscounted:\n${text}`);
  return { sizeBytes: number(/size: (\d+),/), alignBytes: number(/align: (\d+)/), pointerBytes: orNull(/pointer bytes: (\d+)/), sizeClassBytes: orNull(/size class: (\d+)/), fields, unused: sumHoles + padding };
}
