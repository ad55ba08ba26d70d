import type { Directive } from "@cachelint/syntax";
import type { Reach } from "./directive.js";

/** A comment of checklocks, the analyser of gVisor: `// +checklocks:mu`, `// +checkatomic`. */
export type Annotation = {
  /** `checklocks`: the lock is held; `checklocksread`: at least for reading. */
  readonly word: "checklocks" | "checklocksread" | "checkatomic";
  /** What stands behind the colon: `mu`, `f.mu`. */
  readonly argument: string;
};

export type PlacedAnnotation = Annotation & { readonly reach: Reach };

/** Whether a comment that the scanner kept is another tool's. */
export function isAnnotation({ text }: Directive): boolean {
  return text.startsWith("+") || text.startsWith(" +");
}

/** What an annotation says; null for directives, and for annotations that say nothing of sharing, such as `+checklocksignore`. */
export function readAnnotation({ text }: Directive): Annotation | null {
  const [, word = "", argument = ""] = /^ ?\+(checklocks(?:read)?|checkatomic)(?::(\S+))?(?:\s|$)/.exec(text) ?? [];
  if (word === "checkatomic") return { word, argument: "" };
  return (word === "checklocks" || word === "checklocksread") && argument !== "" ? { word, argument } : null;
}
