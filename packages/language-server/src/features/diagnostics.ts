import { pathToFileURL } from "node:url";
import { rulePagePath } from "@cachelint/host";
import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity, type Location } from "vscode-languageserver/node";
import { type Documents, type OpenDocument, pathOfUri, uriOfPath } from "../documents.js";
import type { LiveEvidence, LiveFinding } from "../model.js";
import type { Session } from "../session.js";

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information } as const;

/** What is known now of an open file; nothing of any other. */
export async function diagnosticsOf(session: Session, uri: string): Promise<Diagnostic[]> {
  const path = pathOfUri(uri);
  const document = path === null ? undefined : session.documents.at(path);
  if (document === undefined) return [];
  const findings = await session.findings(document.path);
  return findings.map((finding) => diagnosticOf(finding, document, session.documents));
}

/** A finding as editors show it: the message with its remarks, and each access as a place to go to. */
export function diagnosticOf(finding: LiveFinding, { text }: OpenDocument, documents: Documents): Diagnostic {
  const { ruleId, severity, span, message, notes, fixWithheld, evidence, fingerprint } = finding;
  const page = rulePagePath(ruleId);
  return {
    range: { start: text.positionAt(span.start), end: text.positionAt(span.end) },
    severity: severities[severity],
    source: "cachelint",
    code: ruleId,
    ...(page === undefined ? {} : { codeDescription: { href: pathToFileURL(page).href } }),
    message: [message, ...notes, ...fixWithheld].join("\n"),
    relatedInformation: evidence.map((one): DiagnosticRelatedInformation => ({ location: locationOf(one, documents), message: one.text })),
    data: { fingerprint },
  };
}

/** In an open file the place has moved with the text. */
function locationOf({ path, span, line, character }: LiveEvidence, documents: Documents): Location {
  const open = documents.at(path);
  if (open === undefined) return { uri: uriOfPath(path), range: { start: { line, character }, end: { line, character: character + span.end - span.start } } };
  return { uri: open.uri, range: { start: open.text.positionAt(span.start), end: open.text.positionAt(span.end) } };
}
