import { codeFrame } from "./frame.js";

const frame = (text: string, part: string): string => codeFrame({ text, start: text.indexOf(part), end: text.indexOf(part) + part.length }, (marks) => marks).join("\n");

test("tabs stay, wide characters take two columns", () => {
  expect(frame("a\n\tx int\n", "x")).toBe("2 | \tx int\n  | \t^");
  expect(frame("字 = x", "x")).toBe("1 | 字 = x\n  |      ^");
  expect(frame("x = 字字", "字字")).toBe("1 | x = 字字\n  |     ^^^^");
});

test("a byte order mark and carriage returns are not shown", () => {
  expect(frame("\uFEFFpackage m\r\n", "m")).toBe("1 | package m\n  |         ^");
});

test("a range over several lines is marked on the first, an empty one all the same", () => {
  expect(frame("f {\n}\n", "{\n}")).toBe("1 | f {\n  |   ^");
  expect(codeFrame({ text: "ab", start: 2, end: 2 }, (marks) => marks).join("\n")).toBe("1 | ab\n  |   ^");
});
