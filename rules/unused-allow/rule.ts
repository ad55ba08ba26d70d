import { defineDirectiveRule } from "@cachelint/lint";

/** An `allow` directive that silences nothing. */
export const unusedAllow = defineDirectiveRule({
  id: "unused-allow",
  summary: "An allow directive silences nothing, so it hides what may come.",
  category: "directives",
  since: "0.1.0",
  defaultSeverity: "warning",
  confidence: "high",
  priorArt: ["ESLint --report-unused-disable-directives", "nolintlint", "staticcheck"],
  needs: ["allow-usage"],
  fix: "none",
  options: {},
  messages: {
    "nothing-silenced": "This allows {rule}, but there is no {rule} here.",
    "nothing-below": "This allows {rule}, but stands above no declaration.",
    "no-reason": "This allows {rule} without a reason, so it does not count.",
    remove: "Remove it, or it will hide the next one.",
    move: "Put it directly above the declaration, or at the end of the line.",
    explain: "The configuration has requireReason: say why behind `--`.",
  },
  find({ file, unused }) {
    return unused.map(({ id, start, end, cause }) => ({
      message: cause,
      data: { rule: id },
      notes: [{ message: ({ "nothing-silenced": "remove", "nothing-below": "move", "no-reason": "explain" } as const)[cause] }],
      targets: file.targets,
      span: { start, end },
    }));
  },
});
