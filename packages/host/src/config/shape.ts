/**
 * What may stand at a place of the configuration, as data: the check, its messages, the JSON Schema and the reference
 * all come from here.
 */
export type Shape =
  | (Described & { readonly kind: "boolean"; readonly default: boolean | null })
  | (Described & { readonly kind: "text"; readonly check?: TextCheck; readonly example?: string; readonly default?: string })
  | (Described & { readonly kind: "choice"; readonly values: readonly string[]; readonly default: string | null })
  | (Described & { readonly kind: "number"; readonly values: readonly number[] })
  /** A whole number from 0. */
  | (Described & { readonly kind: "count"; readonly default: number })
  | (Described & { readonly kind: "list"; readonly of: Shape; readonly default?: readonly string[] })
  /** Keys of the user's own. */
  | (Described & { readonly kind: "map"; readonly key: TextCheck; readonly of: Shape })
  | (Described & { readonly kind: "object"; readonly keys: Readonly<Record<string, Shape>>; readonly required?: readonly string[] })
  /** By rule id, as the rules themselves read it. */
  | (Described & { readonly kind: "rules" });

type Described = { readonly description: string };

/** Tells what is wrong with a text, without a full stop, and what may stand there; null where nothing is. */
export type TextCheck = (text: string) => { readonly problem: string; readonly hint?: string } | null;
