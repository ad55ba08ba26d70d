import { expect, test } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { staleBundle } from "../bench/fixes/fresh-command.js";

/** What is said of a repository of files that were written at these seconds. */
function saidOf(files: Readonly<Record<string, number>>): string | null {
  const folder = mkdtempSync(join(tmpdir(), "cachelint-stale-"));
  try {
    for (const [path, seconds] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), "");
      utimesSync(join(folder, path), seconds, seconds);
    }
    return staleBundle(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ["a package", { "packages/cli/bundle/main.js": 20, "packages/cli/dist/main.js": 10, "packages/safety/dist/a/b.js": 30 }, "packages/safety/dist/a/b.js"],
  ["a rule", { "packages/cli/bundle/main.js": 20, "rules/dist/x/rule.js": 30 }, "rules/dist/x/rule.js"],
  ["some file of the bundle only", { "packages/cli/bundle/main.js": 40, "packages/cli/bundle/chunk.js": 20, "packages/lint/dist/index.js": 30 }, "packages/lint/dist/index.js"],
])("a bundle that is older is not measured: %s", (_, files, path) => expect(saidOf(files)).toBe(`packages/cli/bundle is older than ${path}: the command would run what was built before, not what is there now. Run \`npm run build\`.`));

test.each([
  ["as new", { "packages/cli/bundle/main.js": 30, "packages/safety/dist/a.js": 30 }],
  ["no bundle", { "packages/safety/dist/a.js": 30 }],
  ["the extension that was packed of it is newer", { "packages/cli/bundle/main.js": 30, "packages/vscode/dist/server/bundle/main.js": 40 }],
  ["tests are newer", { "packages/cli/bundle/main.js": 30, "packages/safety/dist/a.test.js": 40 }],
])("a command that is: %s", (_, files) => expect(saidOf(files)).toBeNull());
