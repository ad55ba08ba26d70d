/** A part of a file that the user wrote: shown as a frame below the message. */
export type SourceRange = {
  /** As it is shown, never absolute. */
  readonly file: string;
  readonly text: string;
  /** UTF-16 offsets into the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
};

/** Arguments, a configuration or a baseline file are wrong: what was looked for, where, and what to do. */
export class UsageError extends Error {
  /** What to do about it; empty where the message says it. */
  readonly hint: string;
  readonly source: SourceRange | null;

  constructor(message: string, { hint = "", source = null }: { readonly hint?: string; readonly source?: SourceRange | null } = {}) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
    this.source = source;
  }
}
