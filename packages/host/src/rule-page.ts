import { readFileSync } from "node:fs";
import type { Rule } from "@cachelint/lint";
import { installedFile, ownFolder } from "./installed-file.js";
import * as messages from "./messages.js";

/** Where the page of a rule is installed, absolute; undefined where it is not. */
export function rulePagePath(id: string): string | undefined {
  return installedFile(ownFolder, `@cachelint/rules/${id}/rule.md`);
}

/** The page of a rule, Markdown, as it ships with the rules. */
export function readRulePage(id: string, rules: readonly Rule[]): string {
  const ids = rules.map((rule) => rule.id);
  if (!ids.includes(id)) throw messages.unknownRule(id, ids, null);
  const path = rulePagePath(id);
  if (path === undefined) throw new Error(`the page of ${id} is not installed`);
  // Pages are tests, too; what they expect is of no use to a reader.
  return readFileSync(path, "utf8").replace(/[ \t]*\/\/ want .*$/gm, "");
}
