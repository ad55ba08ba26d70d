import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cachelint, fixtures } from "../test/run.js";

test("the finding that the README shows is printed today", async () => {
  const cwd = join(fixtures, "..");
  const shown = readFileSync(join(cwd, "README.md"), "utf8");
  const [, pattern = "", output = ""] = /^ {4}\$ npx cachelint check (\S+)\n([^]*?)^ {4}…$/m.exec(shown) ?? [];
  const { stdout } = await cachelint(["check", pattern], { cwd, columns: 100 });
  expect(stdout.split("\n\n")[0]).toBe(output.replaceAll(/^ {4}/gm, "").trimEnd());
});
