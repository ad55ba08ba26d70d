import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { allRules } from "@cachelint/rules";
import { type CheckNowOptions, loadCheckNow } from "./check-now.js";
import { nodeFileSystem } from "./node-file-system.js";

const now = await loadCheckNow();

test.each(["demo", "modules/workspace"])("what is found in one file is what a check of all finds there: %s", (name) => {
  const cwd = fileURLToPath(new URL(`../../../test-fixtures/${name}`, import.meta.url));
  const files = readdirSync(cwd, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/")).filter((file) => file.endsWith(".go"));
  const options: CheckNowOptions = { cwd, env: {}, patterns: ["./..."], rules: allRules, fs: nodeFileSystem };
  const enable = ["pointer-tail", "size-class-waste"];
  const whole = now.open(options).findings(enable);
  const alone = now.open(options);
  expect(files.flatMap((file) => alone.findingsIn(`${cwd}/${file}`, enable)).map(said).sort()).toEqual(whole.map(said).sort());
  expect(0 < whole.length).toBe(true);
});

function said({ source, span, ruleId, message, notes, fix }: ReturnType<ReturnType<typeof now.open>["findings"]>[number]): string {
  return JSON.stringify([source.path, span.start, ruleId, message, notes, fix?.edits.map(({ span: at, text }) => [at, text])]);
}
