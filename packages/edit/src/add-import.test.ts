import { applied } from "../test/run.js";
import { addImport, importedAs } from "./index.js";

const added = (text: string): string => applied(text, [addImport(text, "golang.org/x/sys/cpu")]);

test.each([
  ["a file without imports", "package p\n\nvar x int\n", 'package p\n\nimport "golang.org/x/sys/cpu"\n\nvar x int\n'],
  ["one import by itself", 'package p\n\nimport "sync"\n', 'package p\n\nimport "sync"\nimport "golang.org/x/sys/cpu"\n'],
  ["only C", 'package p\n\n// #include <x.h>\nimport "C"\n', 'package p\n\n// #include <x.h>\nimport "C"\nimport "golang.org/x/sys/cpu"\n'],
  ["the standard library only", 'package p\n\nimport (\n\t"sync"\n\t"time"\n)\n', 'package p\n\nimport (\n\t"sync"\n\t"time"\n\n\t"golang.org/x/sys/cpu"\n)\n'],
  ["between others, sorted", 'package p\n\nimport (\n\t"sync"\n\n\t"github.com/a/b"\n\t"golang.org/x/sync/errgroup"\n\tz "golang.org/x/term"\n)\n', 'package p\n\nimport (\n\t"sync"\n\n\t"github.com/a/b"\n\t"golang.org/x/sync/errgroup"\n\t"golang.org/x/sys/cpu"\n\tz "golang.org/x/term"\n)\n'],
  ["before the first of its block", 'package p\n\nimport (\n\t"golang.org/x/term"\n)\n', 'package p\n\nimport (\n\t"golang.org/x/sys/cpu"\n\t"golang.org/x/term"\n)\n'],
  ["beside comments that are aligned", 'package p\n\nimport (\n\t"golang.org/x/a" // a\n\t"golang.org/x/term" // t\n)\n', 'package p\n\nimport (\n\t"golang.org/x/a" // a\n\t"golang.org/x/term" // t\n\n\t"golang.org/x/sys/cpu"\n)\n'],
  ["CRLF", 'package p\r\n\r\nimport (\r\n\t"golang.org/x/term"\r\n)\r\n', 'package p\r\n\r\nimport (\r\n\t"golang.org/x/sys/cpu"\r\n\t"golang.org/x/term"\r\n)\r\n'],
])("%s", (_, before, after) => expect(added(before)).toBe(after));

test("the name by which a file imports a package", () => {
  expect(importedAs('package p\n\nimport c "golang.org/x/sys/cpu"\n', "golang.org/x/sys/cpu")).toBe("c");
  expect(importedAs('package p\n\nimport "golang.org/x/sys/cpu"\n', "golang.org/x/sys/cpu")).toBe("cpu");
  expect(importedAs('package p\n\nimport _ "golang.org/x/sys/cpu"\n', "golang.org/x/sys/cpu")).toBeNull();
});
