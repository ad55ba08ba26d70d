import { expect, test } from "@jest/globals";
import { scene } from "../test/scene.js";

const runtime = "func nanotime() int64 { return 0 }\n\nfunc work()\n\n";

test.each([
  ["two readings", "start := nanotime()\nwork()\nt.a.Add(nanotime() - start)", true],
  ["two variables", "start := nanotime()\nend := nanotime()\nt.a.Add(end - start)", true],
  ["the time kept", "start := nanotime()\nspent := nanotime() - start\nt.a.Add(spent / 1000)", true],
  ["one reading", "t.a.Add(nanotime())", false],
  ["a time that is handed over", "t.a.Add(n)", false],
  ["the time since another function's reading", "t.a.Add(nanotime() - n)", false],
])("what is added: %s", (_, body, expected) => {
  const { accesses } = scene(`${runtime}func F(t *T, n int64) {\n${body}\n}`);
  expect(accesses("F", "a").map(({ isMeasured }) => isMeasured)).toEqual([expected]);
});
