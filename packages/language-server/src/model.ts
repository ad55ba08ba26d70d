import type { Confidence, Severity } from "@cachelint/lint";
import type { Span } from "@cachelint/syntax";

/** A finding as it goes between threads and to the editor: plain data, places as offsets into texts named by path. */
export type LiveFinding = {
  readonly ruleId: string;
  /** `layout`: of one struct's layout; `directives`: of a comment; `module`: it takes the whole module to know. */
  readonly needs: "layout" | "directives" | "module";
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly type: string | null;
  readonly fields: readonly string[];
  readonly targets: readonly string[];
  /** Absolute. */
  readonly path: string;
  readonly span: Span;
  readonly message: string;
  readonly notes: readonly string[];
  readonly evidence: readonly LiveEvidence[];
  readonly fix: LiveFix | null;
  readonly fixWithheld: readonly string[];
  readonly fingerprint: string;
};

/** `line` and `character` count from 0, and hold for the text that was read. */
export type LiveEvidence = { readonly text: string; readonly path: string; readonly span: Span; readonly line: number; readonly character: number };
export type LiveFix = { readonly safety: "safe" | "unsafe"; readonly title: string; readonly edits: readonly LiveEdit[] };
/** `line` and `character` of both ends, from 0, for files that are not open. */
export type LiveEdit = { readonly path: string; readonly span: Span; readonly range: readonly [Place, Place]; readonly text: string };
export type Place = { readonly line: number; readonly character: number };
