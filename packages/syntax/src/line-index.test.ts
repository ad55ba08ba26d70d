import { lineAndColumn } from "./index.js";

test("lines and columns count from 1, in UTF-16 units", () => {
  const at = lineAndColumn("a\n\n😀b\r\nc");
  expect([0, 1, 2, 3, 5, 8].map(at)).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 3 },
    { line: 4, column: 1 },
  ]);
});
