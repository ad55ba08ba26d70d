import type { Finding, RunStats } from "@cachelint/lint";
import { summaryText } from "../findings-text.js";
import { counted } from "../numbers.js";
import { placeFinder } from "../places.js";
import { lineRegion, wholeMessage, worstFirst } from "./region.js";

/**
 * Findings as commands of GitHub Actions (docs.github.com, "Workflow commands"), the worst first, because GitHub shows ten
 * errors and ten warnings of a step.
 */
export function* findingsGithub(findings: readonly Finding[], stats: RunStats, targets: readonly string[]): Generator<string> {
  const placeOf = placeFinder();
  const commands = { error: "error", warning: "warning", info: "notice" };
  for (const finding of worstFirst(findings)) {
    const { startLine, startColumn, endLine, endColumn } = lineRegion(finding, placeOf);
    const properties = { file: finding.source.displayPath, line: startLine, endLine, col: startColumn, endColumn, title: finding.ruleId };
    const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`).join(",");
    yield `::${commands[finding.severity]} ${written}::${data(wholeMessage(finding, targets))}\n`;
  }
  yield summaryText(findings, stats);
}

/** As @actions/core escapes them. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** The same for the page of a step: Markdown for `$GITHUB_STEP_SUMMARY`. */
export function githubStepSummary(findings: readonly Finding[], stats: RunStats, targets: readonly string[]): string {
  const placeOf = placeFinder();
  const shown = worstFirst(findings).slice(0, mostRows);
  const rows = shown.map((finding) => {
    const { startLine } = lineRegion(finding, placeOf);
    return `| ${finding.severity} | ${finding.ruleId} | ${cell(`${finding.source.displayPath}:${startLine}`)} | ${cell(wholeMessage(finding, targets))} |\n`;
  });
  const more = findings.length - shown.length;
  const table = rows.length === 0 ? "" : `\n| severity | rule | place | what |\n|---|---|---|---|\n${rows.join("")}`;
  return `### cachelint\n\n${summaryText(findings, stats)}${table}${more === 0 ? "" : `\n${counted(more, "finding")} more.\n`}`;
}

/** A summary may have a megabyte; nobody reads as many rows. */
const mostRows = 200;

function cell(text: string): string {
  return text.replace(/[\\|<>*_`[\]]/g, "\\$&").replaceAll("\n", "<br>");
}
