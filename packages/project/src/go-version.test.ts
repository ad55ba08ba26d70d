import { compareGoVersions, parseGoVersion } from "./go-version.js";

test("Go versions in order: from 1.21 on, the language comes before its first release", () => {
  const ordered = ["none", "1.4", "1.9.7", "1.10", "1.20rc1", "1.20", "1.20.1", "1.21", "1.21rc1", "1.21rc2", "1.21.0", "1.21.10", "go1.26.8", "1.27", "2.0"];
  for (const [i, low] of ordered.entries()) {
    for (const high of ordered.slice(i + 1)) expect([low, high, compareGoVersions(low, high) < 0]).toEqual([low, high, true]);
  }
  expect(compareGoVersions("1.20", "go1.20.0")).toBe(0);
});

test.each([
  ["go1.26.8", { text: "1.26.8", minor: 26 }],
  ["1.24", { text: "1.24", minor: 24 }],
  ["go1.27rc1", { text: "1.27rc1", minor: 27 }],
  ["go1.22.1-custom", { text: "1.22.1", minor: 22 }],
  ["go1.24.3 X:jsonv2", { text: "1.24.3", minor: 24 }],
  ["26", "invalid"],
  ["1.2.3.4", "invalid"],
  ["", "invalid"],
] as const)("%s", (text, expected) => {
  expect(parseGoVersion(text)).toEqual(expected);
});
