/** A part of a file that the user wrote: shown as a frame below the message. */
export type SourceRange = {
  /** As it is shown, never absolute. */
  readonly file: string;
  readonly text: string;
  /** UTF-16 offsets into the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
};

/** Several mistakes of one file as one error, each once and in the order of its text; undefined where there are none. */
export function joinErrors(errors: readonly UsageError[]): UsageError | undefined {
  // What a YAML alias stands for is read once for each of its places.
  const distinct = new Map(errors.map((error) => [`${error.source?.start ?? 0} ${error.message}`, error]));
  const [first, ...others] = [...distinct.values()].sort((a, b) => (a.source?.start ?? 0) - (b.source?.start ?? 0));
  return first === undefined || others.length === 0 ? first : new UsageError(first.message, { hint: first.hint, source: first.source, others });
}

/** Arguments, a configuration or a baseline file are wrong: what was looked for, where, and what to do. */
export class UsageError extends Error {
  /** What to do about it; empty where the message says it. */
  readonly hint: string;
  readonly source: SourceRange | null;
  /** What else is wrong in the same file, further down. */
  readonly others: readonly UsageError[];

  constructor(message: string, { hint = "", source = null, others = [] }: { readonly hint?: string; readonly source?: SourceRange | null; readonly others?: readonly UsageError[] } = {}) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
    this.source = source;
    this.others = others;
  }
}
