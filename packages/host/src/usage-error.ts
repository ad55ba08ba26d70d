/** A part of a file that the user wrote: shown as a frame below the message. */
export type SourceRange = {
  /** As it is shown, never absolute. */
  readonly file: string;
  readonly text: string;
  /** UTF-16 offsets into the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
};

/** Mistakes of one or several files as one error, each once, by file and in the order of its text; undefined where there are none. */
export function joinErrors(errors: readonly UsageError[]): UsageError | undefined {
  const all = errors.flatMap((error) => [error, ...error.others]);
  const files = [...new Set(all.map(fileOf))];
  // What a YAML alias stands for is read once for each of its places, and a file once for each module that it configures.
  const distinct = new Map(all.map((error) => [`${fileOf(error)} ${error.source?.start ?? 0} ${error.message}`, error]));
  const [first, ...others] = [...distinct.values()].sort((a, b) => files.indexOf(fileOf(a)) - files.indexOf(fileOf(b)) || (a.source?.start ?? 0) - (b.source?.start ?? 0));
  return first === undefined || others.length === 0 ? first : new UsageError(first.message, { hint: first.hint, source: first.source, others });
}

function fileOf({ source }: UsageError): string {
  return source?.file ?? "";
}

/** Arguments, a configuration or a baseline file are wrong: what was looked for, where, and what to do. */
export class UsageError extends Error {
  /** What to do about it; empty where the message says it. */
  readonly hint: string;
  readonly source: SourceRange | null;
  /** What else is wrong in the same file, further down, or in others of its kind. */
  readonly others: readonly UsageError[];

  constructor(message: string, { hint = "", source = null, others = [] }: { readonly hint?: string; readonly source?: SourceRange | null; readonly others?: readonly UsageError[] } = {}) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
    this.source = source;
    this.others = others;
  }
}
