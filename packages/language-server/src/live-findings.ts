import { type Edit, type Evidence, type Finding, isSharingRule, isStructRule, type Rule, type SourceRef } from "@cachelint/lint";
import { lineAndColumn } from "@cachelint/syntax";
import type { LiveEdit, LiveEvidence, LiveFinding, Place } from "./model.js";

/** Findings as plain data. Positions are found once per file. */
export function liveFindings(findings: readonly Finding[], rules: readonly Rule[]): readonly LiveFinding[] {
  const placeIn = placeFinder();
  const needs = new Map(rules.map((rule) => [rule.id, needsOf(rule)]));
  return findings.map((finding): LiveFinding => {
    const { ruleId, severity, confidence, type, fields, targets, source, span, message, notes, evidence, fix, fixWithheld, fingerprint } = finding;
    return {
      ruleId, needs: needs.get(ruleId) ?? "module", severity, confidence, type, fields, targets, path: source.path, span, message, notes, fingerprint,
      evidence: evidence.map((one) => liveEvidence(one, placeIn)),
      fix: fix === null ? null : { safety: fix.safety, title: fix.title, edits: fix.edits.map((edit) => liveEdit(edit, placeIn)) },
      fixWithheld: (fixWithheld ?? []).map(({ reason, detail }) => `${fix === null ? "No fix" : "Unsafe fix"} (${reason}): ${detail}`),
    };
  });
}

function needsOf(rule: Rule): LiveFinding["needs"] {
  if (isStructRule(rule)) return "layout";
  return isSharingRule(rule) || rule.needs[0] !== "directives" ? "module" : "directives";
}

type PlaceIn = (source: SourceRef, offset: number) => Place;

function placeFinder(): PlaceIn {
  const finders = new Map<SourceRef, ReturnType<typeof lineAndColumn>>();
  return (source, offset) => {
    const finder = finders.get(source) ?? lineAndColumn(source.text);
    finders.set(source, finder);
    const { line, column } = finder(offset);
    return { line: line - 1, character: column - 1 };
  };
}

function liveEvidence({ field, access, functionName, source, span }: Evidence, placeIn: PlaceIn): LiveEvidence {
  return { text: `${field}: ${access} in ${functionName}`, path: source.path, span, ...placeIn(source, span.start) };
}

function liveEdit({ source, span, text }: Edit, placeIn: PlaceIn): LiveEdit {
  return { path: source.path, span, text, range: [placeIn(source, span.start), placeIn(source, span.end)] };
}
