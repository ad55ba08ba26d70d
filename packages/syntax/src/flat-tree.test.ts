import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parser, parserFiles } from "../test/go.js";
import { soupFile } from "../test/arbitrary-go.js";
import { createParser } from "./index.js";
import type { GoParser } from "./index.js";
import type { FlatTree } from "./flat-builder.js";

/** The tree as text, since the next parse overwrites it. */
const listed = (tree: FlatTree | null): unknown => tree && { nodes: [...tree.nodes.subarray(0, tree.end)], errors: tree.errors };
const bothWays = (own: GoParser, text: string): readonly [unknown, unknown] => [listed(own.parse(text)), listed(own.parseSlowly(text))];

test("the raw cursor and the public one walk alike", () => {
  fc.assert(
    fc.property(soupFile, (text) => {
      const [raw, slow] = bothWays(parser, text);
      expect(raw).toEqual(slow);
    }),
    { numRuns: 500 },
  );
});

test("on Go files with much in them too", async () => {
  const own = await createParser(parserFiles);
  const grammarTest = readFileSync(new URL("./read-declaration.test.ts", import.meta.url), "utf8");
  const [raw, slow] = bothWays(own, grammarTest);
  expect(raw).toEqual(slow);
});

test("parents come before children, siblings follow each other", () => {
  const tree = parser.parse("package p\nfunc f() { return 1 } // c\n") as FlatTree;
  expect(tree.nodes[4]).toBe(tree.end);
  for (let node = 0; node < tree.end; node += 5) expect(tree.nodes[node + 4]).toBeGreaterThan(node);
  expect([...Array(tree.end / 5).keys()].map((at) => tree.names.types[tree.nodes[at * 5] as number])).not.toContain("comment");
});
