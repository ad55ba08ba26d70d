import { fileURLToPath } from "node:url";
import { allRules } from "@cachelint/rules";
import { beginCheck, type CheckOptions, type CheckResult, runCheck } from "./run-check.js";

test.each(["test-fixtures/demo", "test-fixtures/modules/workspace", "bench/sharing"])("what is told before fixes are looked for is what a check without them finds, and the rest is as ever: %s", async (folder) => {
  const options: CheckOptions = { cwd: fileURLToPath(new URL(`../../../${folder}`, import.meta.url)), env: {}, patterns: ["./..."], rules: allRules, enable: ["pointer-tail", "size-class-waste"] };
  const { withoutFixes, whole } = await beginCheck(options);
  expect(said(withoutFixes())).toEqual(said(await runCheck({ ...options, withFixes: false })));
  const all = whole();
  expect(said(all)).toEqual(said(await runCheck(options)));
  expect(0 < all.findings.length && all.findings.some(({ fix, fixWithheld }) => fix !== null || fixWithheld !== null)).toBe(true);
});

function said({ findings, stats, fails }: CheckResult): object {
  return { stats, fails, findings: findings.map(({ source, span, ruleId, confidence, message, notes, fix, fixWithheld, evidence }) => [source.path, span.start, ruleId, confidence, message, notes, fix?.edits.map((edit) => [edit.span, edit.text]), fixWithheld?.map(({ reason }) => reason), evidence.length]) };
}
