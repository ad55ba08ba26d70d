import type { Span } from "./ast.js";

/**
 * What the scanner alone knows of a file: enough to find packages, constraints and names without parsing. Offsets are
 * UTF-16 units into the text the outline was made from (a byte order mark counts as one unit).
 */
export type FileOutline = {
  /** Empty where the file has no package clause. */
  readonly packageName: string;
  readonly packageNameSpan: Span;
  readonly imports: readonly ImportSpec[];
  readonly declarations: readonly DeclOutline[];
  /** `//cachelint:…` and `//nolint…` comments, and the `// +checklocks…` and `// +checkatomic` of other tools, wherever they stand. */
  readonly directives: readonly Directive[];
  /** A `// Code generated … DO NOT EDIT.` line before the package clause (go.dev/s/generatedcode). */
  readonly isGenerated: boolean;
  readonly problems: readonly SyntaxProblem[];
};

/** `name` is null, an identifier, `_` or `.`; `path` is unquoted. */
export type ImportSpec = Span & { readonly name: string | null; readonly path: string };

/**
 * A top-level declaration, a group counting as one, from its keyword to its end (exclusive; for a group the closing
 * parenthesis). `names` are all names it declares at package level, in order and without `_`; methods have none.
 */
export type DeclOutline = Span & {
  readonly keyword: "type" | "const" | "var" | "func";
  readonly names: readonly string[];
  /** For a method: the base type name of its receiver and its own name. */
  readonly method: { readonly receiver: string; readonly name: string } | null;
  /** Of a function: the braces and what is between them. */
  readonly bodySpan: Span | null;
  /** The word `struct` occurs outside comments and strings, other than as the empty `struct{}`: [before the body, in the body]. */
  readonly hasStruct: readonly [boolean, boolean];
  /** A `type` declaration occurs in the body. */
  readonly hasLocalType: boolean;
  /** Before the body, a `[` directly follows a name: it may be an instantiation such as `atomic.Pointer[T]`. */
  readonly hasIndex: boolean;
  /** A bracket is not closed: the declaration ends where the next one seems to begin. */
  readonly isBroken: boolean;
};

/** `text` is the comment without `//`; `isAlone`: nothing but blanks stands before it on its line. */
export type Directive = Span & { readonly text: string; readonly isAlone: boolean };

export type SyntaxProblem = Span & { readonly message: string };
