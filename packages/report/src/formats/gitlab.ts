import type { Finding, Severity } from "@cachelint/lint";
import { placeFinder } from "../places.js";
import { lineRegion, wholeMessage } from "./region.js";

/** Findings as GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format"). */
export function findingsGitlab(findings: readonly Finding[], targets: readonly string[]): string {
  const placeOf = placeFinder();
  const severities: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };
  const issues = findings.map((finding) => {
    const { startLine, endLine } = lineRegion(finding, placeOf);
    const description = wholeMessage(finding, targets).replaceAll("\n", " ");
    return { description, check_name: finding.ruleId, fingerprint: finding.fingerprint, severity: severities[finding.severity], location: { path: finding.source.displayPath, lines: { begin: startLine, end: endLine } } };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
