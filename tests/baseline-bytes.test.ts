import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, jest, test } from "@jest/globals";
import { type RunOptions, updateBaseline } from "@cachelint/host";
import { cachelint } from "../packages/cli/test/run.js";
import type { FileSystem } from "@cachelint/project";
import { nodeFileSystem } from "../packages/host/src/node-file-system.js";

// A baseline is the same bytes wherever and however it is written.
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folders: string[] = [];
jest.setTimeout(60_000);
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function copyOf(fixture: string, name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-bytes-")));
  folders.push(folder);
  cpSync(join(root, "test-fixtures", fixture), join(folder, name), { recursive: true });
  return join(folder, name);
}

const targets = ["linux/amd64", "linux/arm64", "windows/386", "darwin/arm64"];

async function bytesIn(cwd: string, env: Readonly<Record<string, string>> = {}, asked: readonly string[] = targets): Promise<string> {
  const { code, stderr } = await cachelint(["baseline", "update", "--go-version", "1.26", "--target", asked.join()], { cwd, env: { CGO_ENABLED: "0", ...env } });
  expect([code, stderr.replace(/^(?:note|\S+: warning|warning):.*$/gm, "").trim()]).toEqual([0, ""]);
  return readFileSync(join(cwd, ".layout-baseline.json"), "utf8");
}

test.each(["demo", "layouts"])("%s: another checkout path, locale, order of targets, and a second time", async (fixture) => {
  const first = copyOf(fixture, "here");
  const expected = await bytesIn(first);
  expect(expected).not.toContain(tmpdir());
  expect(expected).not.toMatch(/\d{4}-\d\d-\d\d|:\d\d:/);
  expect(await bytesIn(first)).toBe(expected);
  expect(await bytesIn(copyOf(fixture, "über/dort drüben"))).toBe(expected);
  expect(await bytesIn(copyOf(fixture, "other"), { LC_ALL: "tr_TR.UTF-8", LANG: "sv_SE.UTF-8", TZ: "Asia/Kathmandu", GOOS: "plan9", GOARCH: "386" })).toBe(expected);
  expect(await bytesIn(copyOf(fixture, "other"), {}, [...targets].reverse())).toBe(expected);
});

test("files listed in another order, as other file systems do, and no thread to parse ahead", async () => {
  const cwd = copyOf("layouts", "here");
  const backwards: FileSystem = {
    ...nodeFileSystem,
    readDirectory: (path) => {
      const read = nodeFileSystem.readDirectory(path);
      return "entries" in read ? { entries: [...read.entries].reverse() } : read;
    },
  };
  const options: RunOptions = { cwd, env: { HOME: process.env["HOME"], PATH: process.env["PATH"], GOENV: "off", CGO_ENABLED: "0" }, patterns: [], targets, goVersion: "1.26" };
  const written = async (fs: FileSystem): Promise<string | undefined> => (await updateBaseline({ ...options, fs })).baselines[0]?.text;
  const expected = await written(nodeFileSystem);
  expect(await written(backwards)).toBe(expected);
});
