import { type Finding, reachesLevel, type Severity } from "@cachelint/lint";
import { placeFinder } from "../places.js";
import { lineRegion, wholeMessage, xml } from "./region.js";

export type JunitOptions = { readonly targets: readonly string[]; /** Findings below it pass. */ readonly failLevel: Severity | "never" };

/** Findings as JUnit's XML: a test suite a package, a test case a finding; a run without findings is one that passes. */
export function findingsJunit(findings: readonly Finding[], { targets, failLevel }: JunitOptions): string {
  const placeOf = placeFinder();
  const isFailing = ({ severity }: Finding): boolean => reachesLevel(severity, failLevel);
  const suites = new Map<string, Finding[]>();
  for (const finding of findings) suites.set(finding.importPath, [...(suites.get(finding.importPath) ?? []), finding]);
  const nFailures = findings.filter(isFailing).length;
  const lines = [...suites].flatMap(([importPath, own]) => [
    `  <testsuite name="${xml(importPath)}" tests="${own.length}" failures="${own.filter(isFailing).length}" errors="0" skipped="0">`,
    ...own.flatMap((finding) => {
      const { startLine, startColumn } = lineRegion(finding, placeOf);
      const place = `${finding.source.displayPath}:${startLine}:${startColumn}`;
      const said = xml(`${place}: ${finding.severity}: ${wholeMessage(finding, targets)}`);
      return [
        `    <testcase classname="${xml(importPath)}" name="${xml(`${finding.ruleId} ${place}`)}" file="${xml(finding.source.displayPath)}" line="${startLine}">`,
        isFailing(finding) ? `      <failure type="${xml(finding.ruleId)}" message="${xml(finding.message)}">${said}</failure>` : `      <system-out>${said}</system-out>`,
        "    </testcase>",
      ];
    }),
    "  </testsuite>",
  ]);
  const passed = ['  <testsuite name="cachelint" tests="1" failures="0" errors="0" skipped="0">', '    <testcase classname="cachelint" name="no findings"/>', "  </testsuite>"];
  const body = findings.length === 0 ? passed : lines;
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="cachelint" tests="${Math.max(1, findings.length)}" failures="${nFailures}" errors="0">`, ...body, "</testsuites>"].map((line) => `${line}\n`).join("");
}
