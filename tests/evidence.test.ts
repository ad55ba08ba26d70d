import { expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Evidence } from "@cachelint/lint";
import { lint } from "../packages/lint/test/run.js";
import { generateVariants } from "./variants/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is wrong with the evidence of all findings in a module, and how much of it there is. */
function examine(files: Readonly<Record<string, string>>): { readonly problems: readonly string[]; readonly nEvidence: number } {
  const evidence = lint(files, { confidence: "low" }).flatMap((finding) => finding.evidence);
  return { problems: evidence.flatMap((one) => problemOf(one) ?? []), nEvidence: evidence.length };
}

test.each(["usual", "fresh-1"])("evidence points at accesses in %s programs", (batch) => {
  const examined = generateVariants({ seed: "evidence", count: 150, batch }).map(({ files }) => examine(files));
  expect(examined.flatMap(({ problems }) => problems)).toEqual([]);
  expect(examined.reduce((sum, { nEvidence }) => sum + nEvidence, 0)).toBeGreaterThan(100);
});

test.each(["test-fixtures/demo", "bench/sharing"])("evidence points at accesses in %s", (folder) => {
  const { problems, nEvidence } = examine(textsIn(join(root, folder)));
  expect(problems).toEqual([]);
  expect(nEvidence).toBeGreaterThan(1);
});

/** Reads again what stands where the access is said to be. */
function problemOf({ field, access, functionName, source: { text, displayPath }, span: { start, end } }: Evidence): string | null {
  const name = text.slice(start, end);
  const place = `${displayPath}, ${access} of ${field} in ${functionName}: ${text.slice(text.lastIndexOf("\n", start) + 1, text.indexOf("\n", start)).trim()}`;
  if (/[\w\u0080-\uffff]/.test(text.charAt(start - 1) + text.charAt(end))) return `part of a name: ${place}`;
  // The name of an embedded lock is not written where it is locked.
  if (!field.split(/[.[\]]+/).includes(name) && !(isLock(access) && /lock$/i.test(name))) return `another name: ${place}`;
  const declared = declaredAround(text, start);
  return functionName === declared || functionName.startsWith(`${declared}.`) ? null : `in ${declared}: ${place}`;
}

function isLock(access: string): boolean {
  return access === "lock" || access === "unlock";
}

/** The function whose declaration is the last to begin before a place: `Run`, `(*Ring).Put`. Literals have names of their own behind it. */
function declaredAround(text: string, offset: number): string {
  const [, receiver, name = ""] = [...text.slice(0, offset).matchAll(/^func (?:\((?:\w+ )?(\*?\w+)(?:\[[^\]]*\])?\) )?(\w+)/gm)].at(-1) ?? [];
  if (receiver === undefined) return name;
  return receiver.startsWith("*") ? `(${receiver}).${name}` : `${receiver}.${name}`;
}

function textsIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.go$|(?:^|\/)go\.mod$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
