import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "@jest/globals";
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
