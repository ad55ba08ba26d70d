import { expect, test } from "@jest/globals";
import { scene } from "../test/scene.js";
import { isSystemFunction, isSystemPackage } from "./system-calls.js";

test.each([
  ["syscall", true], ["golang.org/x/sys/unix", true], ["internal/syscall/unix", true],
  ["golang.org/x/sys/cpu", false], ["internal/syscall/execenv", false], ["os", false], ["example.com/syscall", false],
])("package %s", (importPath, expected) => expect(isSystemPackage(importPath)).toBe(expected));

test("the runtime's own", () => {
  expect(["futexsleep", "epollwait", "mmap", "usleep", "goparkunlock", "notetsleepg", "lock", "mmapped"].map((name) => isSystemFunction("runtime", name))).toEqual([true, true, true, true, true, true, false, false]);
  expect(isSystemFunction("example.com/m", "mmap")).toBe(false);
});

test.each([
  ["before it", "t.a.Add(1)\nsyscall.Getpid()", true],
  ["after it", "syscall.Getpid()\nt.a.Add(1)", true],
  ["in a condition", "if x { syscall.Getpid() }\nt.a.Add(1)", false],
  ["in the same condition", "if x { syscall.Getpid(); t.a.Add(1) }", true],
  ["where the access is repeated", "for x { t.a.Add(1) }\nsyscall.Getpid()", false],
  ["where both are", "for x { t.a.Add(1); syscall.Getpid() }", true],
  ["in a helper", "wait()\nt.a.Add(1)", true],
])("a system call %s", (_, body, expected) => {
  const { accesses } = scene(`func F(t *T, x bool) {\n${body}\n}\nfunc wait() int { return syscall.Getpid() }`);
  expect(accesses("F", "a").map(({ isPaced }) => isPaced === true)).toEqual([expected]);
});
