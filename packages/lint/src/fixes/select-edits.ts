import type { Edit, Finding, Fix } from "../model.js";

/** Edits of one file that can be made together, later ones first. */
export type FileEdits = { readonly path: string; readonly text: string; readonly edits: readonly Edit[]; readonly nFixes: number };

const ranks = { error: 0, warning: 1, info: 2 } as const;

/**
 * Of the fixes of some findings those that do not touch the same text: the graver finding goes first, and of equal ones that of the
 * larger span, so that a struct goes before those inside it. What is left out is found again once these are made.
 */
export function selectFixes(findings: readonly Finding[], { isUnsafe }: { readonly isUnsafe: boolean }): readonly Fix[] {
  const taken = new Map<string, Edit[]>();
  const wanted = findings.flatMap(({ severity, fix }) => (fix !== null && (isUnsafe || fix.safety === "safe") ? [{ severity, fix }] : []));
  return wanted.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]).flatMap(({ fix }) => {
    if (fix.edits.some((edit) => taken.get(edit.source.path)?.some((other) => overlap(edit, other)))) return [];
    for (const edit of fix.edits) taken.set(edit.source.path, [...(taken.get(edit.source.path) ?? []), edit]);
    return [fix];
  });
}

/** The edits of the fixes that can be made together, by file. */
export function selectEdits(findings: readonly Finding[], options: { readonly isUnsafe: boolean }): readonly FileEdits[] {
  const chosen = new Map<string, Edit[]>();
  const counts = new Map<string, number>();
  for (const { edits } of selectFixes(findings, options)) {
    for (const path of new Set(edits.map(({ source }) => source.path))) counts.set(path, (counts.get(path) ?? 0) + 1);
    for (const edit of edits) chosen.set(edit.source.path, [...(chosen.get(edit.source.path) ?? []), edit]);
  }
  return [...chosen].flatMap(([path, edits]) => edits.slice(0, 1).map(({ source }) => ({ path, text: source.text, edits: edits.toSorted((a, b) => b.span.start - a.span.start), nFixes: counts.get(path) ?? 0 })));
}

/** The text with edits made; they are given from its end to its beginning. */
export function withEdits({ text, edits }: Pick<FileEdits, "edits" | "text">): string {
  return edits.reduce((whole, { span, text: own }) => whole.slice(0, span.start) + own + whole.slice(span.end), text);
}

/** Touching is overlapping: what stands side by side may have been laid out together. */
function overlap(a: Edit, b: Edit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

