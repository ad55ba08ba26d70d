import type { Evidence, Finding, Fix, FixWithheld, RunStats } from "@cachelint/lint";
import { placeFinder, type PlaceOf } from "./places.js";

/** The pieces of `check --format json`: one document, a finding a line. */
export function* findingsJson(findings: readonly Finding[], stats: RunStats): Generator<string> {
  const placeOf = placeFinder();
  let before = '{"schemaVersion":1,"findings":[\n';
  for (const finding of findings) {
    yield before + JSON.stringify(wireFinding(finding, placeOf));
    before = ",\n";
  }
  yield `${findings.length === 0 ? '{"schemaVersion":1,"findings":[' : "\n"}],"stats":${JSON.stringify(wireStats(stats))}}\n`;
}

/** A finding as outside programs read it. Its keys and their order are a promise. */
type WireFinding = {
  ruleId: string; severity: string; confidence: string; importPath: string; module: string; type: string | null; container: string | null;
  fields: readonly string[]; targets: readonly string[]; file: string; line: number; column: number; endLine: number; endColumn: number;
  message: string; notes: readonly string[]; evidence: readonly WireEvidence[]; fix: WireFix | null; fixWithheld: readonly WireWithheld[] | null; fingerprint: string;
};
type WireEvidence = { field: string; access: string; function: string; file: string; line: number; column: number };
type WireFix = { safety: string; title: string; savedBytes: number; edits: readonly { file: string; start: number; end: number; text: string }[] };
type WireWithheld = { reason: string; detail: string; file: string; line: number };
type WireStats = { packages: number; structs: number; unknownStructs: number; unknownByReason: Readonly<Record<string, number>> };

function wireFinding(finding: Finding, placeOf: PlaceOf): WireFinding {
  const { ruleId, severity, confidence, importPath, module, type, container, fields, targets, source, span, message, notes, fingerprint } = finding;
  const start = placeOf(source, span.start);
  const end = placeOf(source, span.end);
  return {
    ruleId, severity, confidence, importPath, module, type, container, fields, targets,
    file: source.displayPath, line: start.line, column: start.column, endLine: end.line, endColumn: end.column,
    message, notes,
    evidence: finding.evidence.map((part) => wireEvidence(part, placeOf)),
    fix: finding.fix === null ? null : wireFix(finding.fix),
    fixWithheld: finding.fixWithheld === null ? null : finding.fixWithheld.map((part) => wireWithheld(part, placeOf)),
    fingerprint,
  };
}

function wireEvidence({ field, access, functionName, source, span }: Evidence, placeOf: PlaceOf): WireEvidence {
  return { field, access, function: functionName, file: source.displayPath, ...placeOf(source, span.start) };
}

function wireFix({ safety, title, savedBytes, edits }: Fix): WireFix {
  return { safety, title, savedBytes, edits: edits.map(({ source, span, text }) => ({ file: source.displayPath, start: span.start, end: span.end, text })) };
}

function wireWithheld({ reason, detail, source, span }: FixWithheld, placeOf: PlaceOf): WireWithheld {
  return { reason, detail, file: source.displayPath, line: placeOf(source, span.start).line };
}

function wireStats({ nPackages, nStructs, nUnknownStructs, unknownByReason }: RunStats): WireStats {
  return { packages: nPackages, structs: nStructs, unknownStructs: nUnknownStructs, unknownByReason };
}
