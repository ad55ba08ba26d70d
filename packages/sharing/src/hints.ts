import type { Word } from "./words.js";

/** What users say of a type, a variable or a field: the word of a directive or of an annotation, and what follows it. */
export type Hint =
  | { readonly word: "hot" | "cold" | "isolate" | "atomic"; readonly argument: "" }
  /** The name of a group, or of a goroutine. */
  | { readonly word: "together" | "owner"; readonly argument: string }
  /** The lock that is held around accesses: `.mu` beside the field, or a key such as `V:pkg.mu`. */
  | { readonly word: "guarded"; readonly argument: string };

export type Hints = {
  /** Of the type or variable itself where `path` is empty, else of the field `.a.b` below it. */
  readonly of: (root: string, path: string) => readonly Hint[];
  /** All types and variables that something is said of. */
  readonly roots: ReadonlySet<string>;
};

/** Nobody has said anything. */
export const noHints: Hints = { of: () => [], roots: new Set() };

/** What users say of one word of a struct, and of which part of the struct they say it. */
export type WordHint = Hint & { readonly part: string };

/** All that is said of a word, of the fields around it and of the types that these have; `root` is the struct's. */
export function hintsOfWord(hints: Hints, root: string, { path, inside }: Pick<Word, "path" | "inside">): readonly WordHint[] {
  if (hints.roots.size === 0) return [];
  const scopes = [{ root, prefix: "" }, ...inside.filter((nested) => nested.root !== root || nested.prefix !== "")];
  return scopes.flatMap((scope) => {
    const below = path.slice(scope.prefix.length);
    return ["", ...prefixesOf(below)].flatMap((prefix) => hints.of(scope.root, prefix).map((hint) => ({ ...hint, part: `${scope.prefix}|${scope.root}|${prefix}` })));
  });
}

/** `.a`, `.a.b` and `.a.b.c` of `.a.b.c`; indices do not count. */
export function prefixesOf(path: string): readonly string[] {
  const steps = path.replaceAll("[]", "").split(".").slice(1);
  return steps.map((_, i) => `.${steps.slice(0, i + 1).join(".")}`);
}

/** How two words of one struct relate, by what is said of both: `apart` are those of different goroutines. */
export function relationOf(a: readonly WordHint[], b: readonly WordHint[]): "together" | "apart" | null {
  const groups = (hints: readonly WordHint[], word: "together" | "owner"): ReadonlyMap<string, string> => new Map(hints.flatMap((hint) => (hint.word === word ? [[scopeOf(hint), hint.argument]] : [])));
  const own = groups(a, "owner");
  let relation: "apart" | null = null;
  for (const [scope, name] of groups(b, "together")) if (groups(a, "together").get(scope) === name) return "together";
  for (const [scope, name] of groups(b, "owner")) {
    if (own.get(scope) === name) return "together";
    if (own.has(scope)) relation = "apart";
  }
  return relation;
}

/** Names count within the struct that they are written in. */
function scopeOf({ part }: WordHint): string {
  return part.slice(0, part.lastIndexOf("|"));
}

/** Whether one of the two is to be kept off the other: a part of the struct that holds the one and not the other is isolated. */
export function isIsolatedFrom(a: readonly WordHint[], b: readonly WordHint[]): boolean {
  const parts = new Set(b.flatMap(({ word, part }) => (word === "isolate" ? [part] : [])));
  return a.some(({ word, part }) => word === "isolate" && !parts.has(part));
}
