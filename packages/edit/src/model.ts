/** Text in place of a part of a file; offsets are UTF-16 units of the file's text, `end` is exclusive. */
export type TextEdit = { readonly start: number; readonly end: number; readonly text: string };

/** Why no edit can be made, with the place that stands in its way. */
export type Refusal = { readonly refused: RefusalReason; readonly start: number; readonly end: number };

/**
 * `syntax`: the struct has errors. `unformatted`: gofmt would change the struct, and it holds something that only gofmt can lay out.
 * `odd-comment`: a comment stands where no line of its own and no field can be given it. `one-line`: the struct shares its line with
 * text that would have to change with it. `lost-comment`: a field is to go that has a comment. `line-directive`: a comment in it says where the lines below come from.
 */
export type RefusalReason = "syntax" | "unformatted" | "odd-comment" | "one-line" | "lost-comment" | "line-directive";

/** What a struct is to consist of: its own declarations by their source index, at times of another type, and new pads. */
export type BodyItem =
  | { readonly kind: "declaration"; readonly index: number; readonly type?: string }
  | { readonly kind: "pad"; readonly type: string };

/** A comment on lines of its own; `text` may have several lines. */
export type LineComment = { readonly text: string; readonly isBlankBefore: boolean; readonly start: number };

/** A field declaration with all that belongs to it; texts have `\n` between their lines. */
export type Declaration = {
  readonly start: number;
  /** Comments above it that a blank line keeps off it: headings of what follows. */
  readonly floating: readonly LineComment[];
  /** Comments directly above it. */
  readonly doc: readonly LineComment[];
  /** An empty line stands before it, or before its doc comment where it has one. */
  readonly isBlankBefore: boolean;
  /** Comments before it on its own line. */
  readonly inline: readonly string[];
  readonly names: string;
  readonly afterNames: readonly string[];
  readonly type: string;
  readonly afterType: readonly string[];
  readonly tag: string;
  readonly trailing: readonly string[];
  /** Comments below it that a blank line keeps off what follows. */
  readonly after: readonly LineComment[];
  /** Counts the blocks between empty lines. */
  readonly group: number;
};

/** What stands between the braces of a struct. */
export type Body = {
  /** Where the lines of the body begin: behind `{` and the comments of its line. */
  readonly start: number;
  /** The offset of `}`. */
  readonly end: number;
  /** Comments stand behind `{`. */
  readonly hasHeader: boolean;
  readonly declarations: readonly Declaration[];
  /** Comments below all declarations. */
  readonly tail: readonly LineComment[];
  /** An empty line stands between the last comment, which nothing but it follows, and `}`. */
  readonly isBlankAfter: boolean;
};

/** Whether a result is a refusal. */
export function isRefusal(result: object): result is Refusal {
  return "refused" in result;
}
