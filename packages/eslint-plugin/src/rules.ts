import type { Finding, Fix, Rule } from "@cachelint/lint";
import { findingMessage } from "@cachelint/report";
import type { RuleDefinition, RuleTextEdit, RuleTextEditor, SuggestedEdit } from "@eslint/core";
import { isWithinFile } from "./fix-run.js";
import { GoSourceCode } from "./source-code.js";

/** A rule of cachelint as one of ESLint's. Its options stand in cachelint.yaml, which every way to run cachelint reads. */
export function eslintRule(rule: Rule): RuleDefinition {
  const canFix = rule.fix !== "none";
  return {
    meta: {
      type: rule.defaultSeverity === "error" ? "problem" : "suggestion",
      docs: { description: rule.summary, recommended: rule.defaultSeverity !== "off" },
      schema: [],
      languages: ["cachelint/go"],
      ...(canFix ? { fixable: "code" as const } : {}),
      hasSuggestions: canFix,
    },
    create(context) {
      const { sourceCode } = context as { readonly sourceCode: unknown };
      if (!(sourceCode instanceof GoSourceCode)) throw new Error(`${rule.id} is a rule for Go files; give them the language cachelint/go`);
      sourceCode.ask(rule.id);
      return {
        File() {
          for (const finding of sourceCode.findingsOf(rule.id)) context.report(reportOf(sourceCode, finding) as Parameters<typeof context.report>[0]);
        },
      };
    },
  };
}

function reportOf(sourceCode: GoSourceCode, finding: Finding): object {
  const { source, span, fix } = finding;
  const mark = markLength(source.text);
  const place = (offset: number): { line: number; column: number } => sourceCode.getLocFromIndex(Math.max(0, offset - mark));
  const own = isWithinFile(finding) ? fix : null;
  return {
    loc: { start: place(span.start), end: place(span.end) },
    message: findingMessage(finding),
    ...(own?.safety === "safe" ? { fix: editsOf(own, mark) } : {}),
    ...(own?.safety === "unsafe" ? { suggest: [{ desc: own.title, fix: editsOf(own, mark) } satisfies SuggestedEdit] } : {}),
  };
}

/** ESLint hands over texts without the byte order mark, which counts in ours. */
function markLength(text: string): number {
  return text.startsWith("\ufeff") ? 1 : 0;
}

function editsOf({ edits }: Fix, mark: number): (fixer: RuleTextEditor) => RuleTextEdit[] {
  return (fixer) => edits.map(({ span, text }) => fixer.replaceTextRange([Math.max(0, span.start - mark), Math.max(0, span.end - mark)], text));
}
