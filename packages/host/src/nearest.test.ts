import { nearest } from "./nearest.js";

test("the candidate with the fewest changes; none where all are far", () => {
  expect(nearest("tragets", ["tags", "targets", "tests"])).toBe("targets");
  expect(nearest("Linux/AMD64", ["linux/amd64", "linux/arm64"])).toBe("linux/amd64");
  expect(nearest("jsnl", ["text", "json", "jsonl"])).toBe("jsonl");
  expect(nearest("frobnicate", ["check", "show"])).toBeUndefined();
});
