import type { Finding } from "@cachelint/lint";
import { placeFinder } from "../places.js";
import { lineRegion, wholeMessage, xml } from "./region.js";

/** Findings in the form of Checkstyle's XML, which most servers read. */
export function findingsCheckstyle(findings: readonly Finding[], targets: readonly string[]): string {
  const placeOf = placeFinder();
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.source.displayPath, [...(files.get(finding.source.displayPath) ?? []), finding]);
  const lines = [...files].flatMap(([file, own]) => [
    `  <file name="${xml(file)}">`,
    ...own.map((finding) => {
      const { startLine, startColumn } = lineRegion(finding, placeOf);
      return `    <error line="${startLine}" column="${startColumn}" severity="${finding.severity}" message="${xml(wholeMessage(finding, targets))}" source="cachelint.${xml(finding.ruleId)}"/>`;
    }),
    "  </file>",
  ]);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">', ...lines, "</checkstyle>"].map((line) => `${line}\n`).join("");
}
