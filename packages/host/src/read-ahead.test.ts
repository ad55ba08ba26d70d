import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, test } from "@jest/globals";
import { showJsonLine } from "@cachelint/report";
import { parseForTransfer, type PortableTree } from "@cachelint/syntax";
import { loadParser } from "./load-parser.js";
import { openRun } from "./open-run.js";
import { type ParseThread, startParseThread } from "./parse-thread.js";
import { readAhead } from "./read-ahead.js";
import { select } from "./select.js";
import { showStructs } from "./show-structs.js";

const layouts = fileURLToPath(new URL("../../../test-fixtures/layouts", import.meta.url));
const parser = await loadParser();
const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-ahead-")));

afterAll(() => rmSync(folder, { recursive: true }));

test("what was read ahead is what is read when asked for", async () => {
  const plain = await rows(null);
  expect(plain.length).toBeGreaterThan(100);
  expect(await rows((text) => parseForTransfer(parser, text))).toEqual(plain);
});

test("what the thread has not begun is read here", async () => {
  expect(await rows(() => null, { isIdle: true })).toEqual(await rows(null));
});

test("a thread that gives up changes nothing", async () => {
  const plain = await rows(null);
  expect(await rows(() => null)).toEqual(plain);
  expect(await rows((text) => parseForTransfer(parser, `${text}}}}`))).toEqual(plain);
  expect(await rows(() => parseForTransfer(parser, "type Stranger struct{}\n"))).toEqual(plain);
});

test("functions that synchronise come along for who wants them", async () => {
  writeFileSync(join(folder, "go.mod"), "module m\n\ngo 1.24\n");
  writeFileSync(join(folder, "m.go"), "package m\n\nimport \"sync\"\n\ntype T struct {\n\tmu sync.Mutex\n\tn  int\n}\n\nfunc (t *T) Add() {\n\tt.mu.Lock()\n\tt.n++\n\tt.mu.Unlock()\n}\n\nfunc (t *T) Size() int { return t.n }\n");
  const bodiesRead = async (withBodies: boolean): Promise<number> => {
    const run = await openRun({ cwd: folder, env: { CGO_ENABLED: "0", GOROOT: "/nowhere", GOENV: "off" }, patterns: ["./..."], targets: ["linux/amd64", "linux/arm64"] });
    const { packages } = select(run);
    await run.ready();
    await readAhead(run, packages, { start: () => ({ parse: (text) => ({ tree: Promise.resolve(parseForTransfer(parser, text)), take: () => false }), stop: () => undefined }), nLeast: 0, withBodies });
    return run.countBodies().nParsed;
  };
  expect([await bodiesRead(false), await bodiesRead(true)]).toEqual([0, 1]);
});

test("the thread itself, as it is built", async () => {
  const program = pathToFileURL(fileURLToPath(new URL("../dist/parse-worker.js", import.meta.url)));
  // Without a build there is no thread, and nothing is read ahead.
  if (!existsSync(program)) return expect(startParseThread(program)).toBeNull();
  const thread = startParseThread(program);
  const tree = await thread?.parse("type T struct{ a int }\n").tree;
  thread?.stop();
  expect(tree).toEqual(parseForTransfer(parser, "type T struct{ a int }\n"));
});

async function rows(parse: ((text: string) => PortableTree | null) | null, { isIdle = false } = {}): Promise<readonly string[]> {
  const run = await openRun({ cwd: layouts, env: { CGO_ENABLED: "0", GOROOT: "/nowhere", GOENV: "off" }, patterns: ["./..."], targets: ["linux/amd64", "linux/arm64"] });
  const { packages } = select(run);
  await run.ready();
  const thread: ParseThread | null = parse && { parse: (text) => ({ tree: Promise.resolve(parse(text)), take: () => isIdle }), stop: () => undefined };
  await readAhead(run, packages, { start: () => thread, nLeast: 0 });
  return [...showStructs(run, packages)].map(showJsonLine);
}
