import { isGoFileName, nameTags } from "./file-name.js";

test.each([
  ["x.go", []],
  ["x_linux.go", ["linux"]],
  ["x_amd64.go", ["amd64"]],
  ["x_linux_amd64.go", ["linux", "amd64"]],
  ["x_linux_test.go", ["linux"]],
  ["x_linux_amd64_test.go", ["linux", "amd64"]],
  ["x_windows.pb.go", ["windows"]],
  ["linux.go", []],
  ["windows.go", []],
  ["zos.go", []],
  ["linux_test.go", []],
  ["linux_amd64.go", ["amd64"]],
  ["x_amd64_windows.go", ["windows"]],
  ["x_arm64_linux.go", ["linux"]],
  ["x_unix.go", []],
  ["x_linux_foo.go", []],
  ["x_test_linux.go", ["linux"]],
  ["_linux.go", ["linux"]],
])("%s asks for %j", (name, tags) => {
  expect(nameTags(name, 26)).toEqual(tags);
});

test("a name that a Go version does not know yet does not constrain", () => {
  expect(nameTags("y_wasip1.go", 19)).toEqual([]);
  expect(nameTags("y_wasip1.go", 21)).toEqual(["wasip1"]);
});

test.each([["_x.go", false], [".x.go", false], ["x.go", true], ["x.s", false]] as const)("%s is a Go file: %s", (name, expected) => {
  expect(isGoFileName(name)).toBe(expected);
});
