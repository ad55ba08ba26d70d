import { describe, expect, test } from "@jest/globals";
import type { Finding } from "@cachelint/lint";
import { lint } from "../packages/lint/test/run.js";
import { generateVariants, type Variant } from "./variants/index.js";
import { complaint } from "./variants/judge.js";

const usual = generateVariants({ seed: "lazy", count: 150 });
const fresh = generateVariants({ seed: "lazy", count: 60, batch: "fresh-1" });

describe.each([["usual", usual], ["fresh-1", fresh]] as const)("%s programs", (_, variants) => {
  test("have the same findings when every function is read", () => {
    const differing = variants.flatMap((variant) => {
      const [lazy, whole] = [false, true].map((isExhaustive) => lint(variant.files, { isExhaustive }).map(told));
      return JSON.stringify(lazy) === JSON.stringify(whole) ? [] : [{ name: variant.name, lazy, whole }];
    });
    expect(differing).toEqual([]);
  });
});

test("nearly all usual programs are judged right", () => {
  const wrong = usual.flatMap((variant) => complaintsOf(variant));
  expect(wrong.slice(0, Math.max(0, wrong.length - 0.02 * usual.length))).toEqual([]);
});

/** Who wants to see doubtful findings asks for low confidence, and has every function read. */
function complaintsOf(variant: Variant): readonly string[] {
  const { name, files, expect: expected } = variant;
  const isExhaustive = expected.kind === "flag" && expected.isDoubtful === true;
  const complained = complaint(variant, lint(files, { confidence: "low", isExhaustive }));
  return complained === null ? [] : [`${name}: ${complained}`];
}

/** All that a report says of a finding. */
function told({ ruleId, confidence, type, container, fields, targets, message, notes, evidence, source, span }: Finding): object {
  const places = evidence.map(({ field, access, functionName, source: { displayPath }, span: { start } }) => `${field} ${access} ${functionName} ${displayPath} ${start}`);
  return { ruleId, confidence, type, container, fields, targets, message, notes, places, file: source.displayPath, start: span.start };
}
