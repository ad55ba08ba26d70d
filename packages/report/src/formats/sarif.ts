import type { Confidence, Evidence, Finding, Fix, Rule, Severity } from "@cachelint/lint";
import { placeFinder, type PlaceOf } from "../places.js";
import { lineRegion, type Region, regionOf, wholeMessage } from "./region.js";

export type SarifOptions = {
  readonly rules: readonly Rule[];
  /** The page of each rule, Markdown, by id. */
  readonly pages: ReadonlyMap<string, string>;
  readonly version: string;
  /** Of the run. */
  readonly targets: readonly string[];
};

/** Findings as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), with what GitHub's code scanning wants of it. */
export function findingsSarif(findings: readonly Finding[], { rules, pages, version, targets }: SarifOptions): string {
  const placeOf = placeFinder();
  const used = rules.filter(({ id }) => findings.some(({ ruleId }) => ruleId === id));
  const run = {
    tool: { driver: { name: "cachelint", semanticVersion: version, version, informationUri: "https://www.npmjs.com/package/cachelint", rules: used.map((rule) => ruleDescriptor(rule, pages.get(rule.id) ?? rule.summary)) } },
    // Runs over other targets are other analyses of the same commit.
    automationDetails: { id: `cachelint/${targets.map((target) => target.replace("/", "-")).join("+")}/` },
    columnKind: "utf16CodeUnits",
    invocations: [{ executionSuccessful: true }],
    results: findings.map((finding) => result(finding, used.findIndex(({ id }) => id === finding.ruleId), targets, placeOf)),
  };
  return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

const levels: Readonly<Record<Severity | "off", string>> = { error: "error", warning: "warning", info: "note", off: "none" };
const precisions: Readonly<Record<Confidence, string>> = { high: "high", medium: "medium", low: "low" };

function ruleDescriptor({ id, summary, category, confidence, defaultSeverity }: Rule, page: string): object {
  const name = id.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  // The marks that tests of the page go by are nothing for readers.
  const markdown = unlinked(page.replace(/[ \t]*\/\/ want [a-z].*$/gm, "").replaceAll(/^```(?:output|recorded)$/gm, "```"));
  const [, what = summary] = /\n## What it does\n\n([^]*?)\n## /.exec(markdown) ?? [];
  return {
    id, name,
    shortDescription: { text: summary },
    fullDescription: { text: what.trim().replaceAll("\n", " ") },
    help: { text: `${what.trim()}\n\nSee cachelint explain ${id}.`, markdown },
    defaultConfiguration: { enabled: defaultSeverity !== "off", ...(defaultSeverity === "off" ? {} : { level: levels[defaultSeverity] }) },
    properties: { precision: precisions[confidence], "problem.severity": defaultSeverity === "error" ? "error" : defaultSeverity === "warning" ? "warning" : "recommendation", tags: [category, "performance"] },
  };
}

/** Links between files lead nowhere in a report: their words remain. Code may look like a link and is none. */
function unlinked(markdown: string): string {
  return markdown.split(/(^```[^]*?^```$)/m).map((part) => (part.startsWith("```") ? part : part.replace(/(?<![\w`])\[([^\]\n]+)\]\((?!https?:)[^)\n]+\)/g, "$1"))).join("");
}

function result(finding: Finding, ruleIndex: number, targets: readonly string[], placeOf: PlaceOf): object {
  const { ruleId, severity, confidence, importPath, type, fields, evidence, fix, fingerprint } = finding;
  const links = evidence.map(({ field, access, functionName }, i) => `[${escaped(`${field}: ${access} in ${functionName}`)}](${i + 1})`);
  return {
    ruleId, ruleIndex,
    level: levels[severity],
    message: { text: [escaped(wholeMessage(finding, targets)), ...links].join("\n") },
    locations: [{ physicalLocation: location(finding.source.displayPath, lineRegion(finding, placeOf)), logicalLocations: [{ fullyQualifiedName: type === null ? importPath : `${importPath}.${type}`, kind: type === null ? "package" : "type" }] }],
    ...(evidence.length === 0 ? {} : { relatedLocations: evidence.map((part, i) => related(part, i, placeOf)) }),
    partialFingerprints: { "cachelint/v1": fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
    ...(fix === null ? {} : { fixes: [sarifFix(fix, placeOf)] }),
    properties: { confidence, precision: precisions[confidence], targets: finding.targets, fields },
  };
}

function related({ field, access, functionName, source, span }: Evidence, i: number, placeOf: PlaceOf): object {
  return { id: i + 1, physicalLocation: location(source.displayPath, lineRegion({ source, span }, placeOf)), message: { text: `${field}: ${access} in ${functionName}` } };
}

function sarifFix({ title, edits }: Fix, placeOf: PlaceOf): object {
  const files = [...new Set(edits.map(({ source }) => source))];
  return {
    description: { text: title },
    artifactChanges: files.map((source) => ({
      artifactLocation: { uri: uriOf(source.displayPath) },
      replacements: edits.filter((edit) => edit.source === source).map(({ span, text }) => ({ deletedRegion: regionOf(source, span, placeOf), insertedContent: { text } })),
    })),
  };
}

function location(file: string, region: Region): object {
  return { artifactLocation: { uri: uriOf(file) }, region };
}

function uriOf(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}

/** In SARIF, brackets in a message begin a link. */
function escaped(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&");
}
