import { createHash } from "node:crypto";
import type { Finding } from "@cachelint/lint";
import type { Checks } from "./checks.js";

/**
 * A name for all that can be told of the Go files of a repository. Whatever changes it (another file, go.mod, a
 * configuration, the environment, a module that was downloaded) changes what is found, or else it does not matter.
 */
export function projectFingerprint(checks: Checks, folder: string): string {
  const hash = createHash("sha256");
  for (const [root, { findings, problem }] of checks.ofRepository(folder)) hash.update(JSON.stringify([root, problem?.message ?? null, problem?.source ?? null, findings.map(toldOf)]));
  return hash.digest("hex").slice(0, 32);
}

function toldOf({ source, span, ruleId, severity, confidence, message, notes, evidence, fix }: Finding): unknown {
  const accesses = evidence.map((one) => [one.field, one.access, one.functionName, one.source.displayPath, one.span.start]);
  const edits = fix?.edits.map((edit) => [edit.source.path, edit.span.start, edit.span.end, edit.text]);
  return [source.path, span.start, span.end, ruleId, severity, confidence, message, notes, accesses, fix?.safety, fix?.title, edits];
}
