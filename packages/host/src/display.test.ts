import type { Workspace } from "@cachelint/project";
import { relative, withoutMachinePaths } from "./display.js";

const workspaces = [{ goroot: { kind: "directory", path: "/usr/local/go", version: "1.26" } }] as unknown as readonly Workspace[];
const places = { base: "/home/me/m", cwd: "/home/me/m", workspaces, env: { HOME: "/home/me", GOMODCACHE: "" } };

test.each([
  ["There is no folder /home/me/m/x.", "There is no folder x."],
  ["outside /home/me/m (see /home/me/other)", "outside . (see ~/other)"],
  ["in /usr/local/go/src, or /home/me/go/pkg/mod/a@v1", "in $GOROOT/src, or $GOMODCACHE/a@v1"],
  ["constrain it with //go:build, or /* cgo */ (in /home/me/m/a.go)", "constrain it with //go:build, or /* cgo */ (in a.go)"],
  ["/home/me/mine and /home/me/m: x", "~/mine and .: x"],
  ["in /srv/a:", "in ../../../srv/a:"],
  ["module example.com/x and net/http, linux/amd64 => ../x, https://go.dev/doc", "module example.com/x and net/http, linux/amd64 => ../x, https://go.dev/doc"],
])("%s", (text, expected) => {
  expect(withoutMachinePaths(text, places)).toBe(expected);
});

test("paths from one folder to another", () => {
  expect([relative("/a/b", "/a/b"), relative("/a/b", "/a/b/c"), relative("/a/b", "/a/c"), relative("/", "/a")]).toEqual([".", "c", "../c", "a"]);
});
