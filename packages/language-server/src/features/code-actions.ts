import { type CodeAction, CodeActionKind, type Diagnostic, type Range, type TextEdit, type WorkspaceEdit } from "vscode-languageserver/node";
import { type Documents, type OpenDocument, uriOfPath } from "../documents.js";
import type { LiveEdit, LiveFinding } from "../model.js";
import { diagnosticOf } from "./diagnostics.js";
import { suppression } from "./suppress.js";

/** Asked for by name, and on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.cachelint`;

type Asked = { readonly document: OpenDocument; readonly documents: Documents; readonly range: Range; readonly only: readonly string[] | undefined };

/** What can be done about the findings of a file at a range. */
export function codeActions(findings: readonly LiveFinding[], asked: Asked): readonly CodeAction[] {
  const { document, documents, range } = asked;
  const [from, to] = [document.text.offsetAt(range.start), document.text.offsetAt(range.end)];
  const near = findings.filter(({ span }) => span.start <= to && from <= span.end);
  const actions = [...near.flatMap((finding) => actionsOf(finding, diagnosticOf(finding, document, documents), asked)), ...fixAll(findings, documents)];
  return actions.filter(({ kind }) => isWanted(kind ?? CodeActionKind.Empty, asked.only));
}

/** Kinds are prefixes of kinds: `source` asks for `source.fixAll`, too. What changes a whole file is only done when asked for by its kind. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (only === undefined) return true;
  return only.some((wanted) => wanted === CodeActionKind.Empty || kind === wanted || kind.startsWith(`${wanted}.`));
}

function actionsOf(finding: LiveFinding, diagnostic: Diagnostic, { document, documents }: Asked): readonly CodeAction[] {
  const { ruleId, fix } = finding;
  const diagnostics = [diagnostic];
  const { offset, text } = suppression(document.text.getText(), finding.span, ruleId);
  const at = document.text.positionAt(offset);
  return [
    ...(fix === null ? [] : [fix.safety === "safe"
      ? { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: true, edit: workspaceEdit(fix.edits, documents) }
      : { title: `${fix.title} (unsafe: it may change what the program does)`, kind: CodeActionKind.RefactorRewrite, diagnostics, edit: workspaceEdit(fix.edits, documents) }]),
    ...(ruleId === "layout-drift" ? [{ title: "Accept into the baseline", kind: CodeActionKind.QuickFix, diagnostics, command: { title: "Accept into the baseline", command: "cachelint.baseline.update", arguments: [document.uri] } }] : []),
    { title: `Allow ${ruleId} here, with a reason`, kind: CodeActionKind.QuickFix, diagnostics, edit: { changes: { [document.uri]: [{ range: { start: at, end: at }, newText: text }] } } },
    { title: `Explain ${ruleId}`, kind: CodeActionKind.QuickFix, diagnostics, command: { title: `Explain ${ruleId}`, command: "cachelint.explain", arguments: [ruleId] } },
  ];
}

/** The safe fixes of a file that do not touch each other; the graver finding first. */
function fixAll(findings: readonly LiveFinding[], documents: Documents): readonly CodeAction[] {
  const ranks = { error: 0, warning: 1, info: 2 };
  const chosen: LiveEdit[] = [];
  let nFixes = 0;
  for (const { fix } of [...findings].sort((a, b) => ranks[a.severity] - ranks[b.severity])) {
    if (fix?.safety !== "safe" || fix.edits.some((edit) => chosen.some((other) => touch(edit, other)))) continue;
    chosen.push(...fix.edits);
    nFixes++;
  }
  return nFixes === 0 ? [] : [{ title: `Make all safe fixes of cachelint in this file (${String(nFixes)})`, kind: fixAllKind, edit: workspaceEdit(chosen, documents) }];
}

function touch(a: LiveEdit, b: LiveEdit): boolean {
  return a.path === b.path && a.span.start <= b.span.end && b.span.start <= a.span.end;
}

function workspaceEdit(edits: readonly LiveEdit[], documents: Documents): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const { path, span, range, text } of edits) {
    const open = documents.at(path);
    const [start, end] = open === undefined ? range : [open.text.positionAt(span.start), open.text.positionAt(span.end)];
    (changes[open?.uri ?? uriOfPath(path)] ??= []).push({ range: { start, end }, newText: text });
  }
  return { changes };
}
