import { expect, test } from "@jest/globals";
import { scene } from "../test/scene.js";

const exchanges = (body: string): readonly unknown[] => scene(`const free, taken, over = 0, 1, 2\n\nfunc F(t *T) {\n${body}\n}\n\nfunc move(t *T, to int64) bool {\n\told := t.a.Load()\n\tif old != free {\n\t\treturn false\n\t}\n\treturn t.a.CompareAndSwap(old, to)\n}`)
  .accesses("F", "a").filter(({ kind }) => kind === "atomic-rmw").map(({ exchange }) => exchange && [exchange.takes, exchange.leaves]);

test.each([
  ["constants", "t.a.CompareAndSwap(free, taken)", [[0, 1]]],
  ["what the word was found to be", "old := t.a.Load()\nif old != free { return }\nt.a.CompareAndSwap(old, over)", [[0, 2]]],
  ["the same under another name", "old := t.a.Load()\nstate := int64(old)\nif state != free || t.n == 0 { return }\nt.a.CompareAndSwap(old, over)", [[0, 2]]],
  ["nothing known of the old value", "old := t.a.Load()\nt.a.CompareAndSwap(old, over)", [null]],
  ["a test that does not leave", "old := t.a.Load()\nif old != free { t.n++ }\nt.a.CompareAndSwap(old, over)", [null]],
  ["what a caller hands over", "move(t, over)", [[0, 2]]],
  ["an unknown new value", "t.a.CompareAndSwap(free, t.n)", [[0, null]]],
])("what is exchanged: %s", (_, body, expected) => expect(exchanges(body)).toEqual(expected));
