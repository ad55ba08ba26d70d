import { codeFrame } from "./frame.js";
import { problemText, usageText } from "./messages-text.js";
import { printable, printableLine } from "./printable.js";

test("what steers a terminal is shown, tabs and line ends stay", () => {
  expect(printable("a\u001B[31m\tb\n\u0007\u009B\u202Ec\r")).toBe("a\\x1b[31m\tb\n\\x07\\x9b\\u202ec\\r");
  expect(printableLine("a\n\u001Bb")).toBe("a\\n\\x1bb");
});

test("marks stand below what is shown", () => {
  expect(codeFrame({ text: "x \u001B[1m bad", start: 7, end: 10 }, (text) => text)).toEqual(["1 | x \\x1b[1m bad", "  |           ^^^"]);
});

test("messages and the files that they name", () => {
  expect(problemText({ severity: "warning", file: "a\u001B.go", line: 1, message: "unexpected \"\u001B[2J\"." })).toBe("a\\x1b.go:1: warning: unexpected \"\\x1b[2J\".\n");
  expect(usageText({ message: "There is no \u001Bx.", hint: "", source: null })).toBe("error: There is no \\x1bx.\n");
});
