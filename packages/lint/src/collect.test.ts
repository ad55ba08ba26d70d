import { facts, wasteful } from "../test/run.js";

test("one struct is one fact, whatever the number of targets", () => {
  const { structs, stats } = facts({ "a.go": `package a\n${wasteful("A")}`, "a_arm64.go": `package a\n${wasteful("B")}` });
  expect(structs.map(({ name, layouts }) => [name, layouts.map(({ target }) => target)])).toEqual([
    ["A", ["linux/amd64", "linux/arm64"]],
    ["B", ["linux/arm64"]],
  ]);
  expect(stats).toEqual({ nPackages: 1, nStructs: 2, nUnknownStructs: 0, unknownByReason: {} });
});

test("facts come by import path, file and offset", () => {
  const { structs } = facts({ "b/z.go": `package b\n${wasteful("Z")}${wasteful("A")}`, "b/c.go": `package b\n${wasteful("C")}`, "a.go": "package a\nfunc f() {\n\ttype t struct{ x int }\n\tvar _ struct{ y int }\n}\n" });
  expect(structs.map(({ importPath, name, kind, functionName }) => [importPath, name, kind, functionName])).toEqual([
    ["example.com/m", "t", "local", "f"],
    ["example.com/m", "_.struct", "anonymous", "f"],
    ["example.com/m/b", "C", "named", null],
    ["example.com/m/b", "Z", "named", null],
    ["example.com/m/b", "A", "named", null],
  ]);
});

test("unknown structs count once, by the first reason met", () => {
  const text = 'package a\nimport "C"\nimport "example.com/gone"\ntype A struct { x gone.T; y C.int }\ntype B struct { y C.struct_b }\ntype G[T any] struct { x T }\ntype Known struct { x int }\n';
  expect(facts({ "a.go": text }).stats).toMatchInlineSnapshot(`
    {
      "nPackages": 1,
      "nStructs": 4,
      "nUnknownStructs": 3,
      "unknownByReason": {
        "cgo": 1,
        "type-parameter": 1,
        "unresolved-import": 1,
      },
    }
  `);
});

test("a struct known under one target only is unknown", () => {
  const files = { "a.go": "package a\ntype A struct { x [n]byte }\n", "a_amd64.go": "package a\nconst n = 4\n" };
  expect(facts(files).stats.nUnknownStructs).toBe(1);
});

test("elements", () => {
  const text = "package a\ntype A struct { x int }\ntype B struct { x int }\ntype C struct { x int }\ntype D struct { x int }\ntype E[T any] struct { x int }\nvar a []A\nvar b []*B\nfunc f() { _ = make([]C, 1) }\nvar e [2]E[int]\n";
  const { structs } = facts({ "a.go": text, "b/b.go": 'package b\nimport "example.com/m"\nvar d [3]a.D\n' });
  expect(structs.filter(({ isElement }) => isElement).map(({ name }) => name)).toEqual(["A", "C", "D", "E", "E[int]"]);
});

test("directives of a struct and of its fields", () => {
  const text = [
    "package a",
    "//cachelint:track",
    "type (",
    "\t// A is first.",
    "\t//cachelint:frozen",
    "\tA struct { //cachelint:size <=64",
    "\t\t//cachelint:hot",
    "\t\tx, y int",
    "\t\tz int //cachelint:owner writer",
    "\t\t//cachelint:cold",
    "\t\t*B",
    "\t} //cachelint:lines 1",
    "\tB struct { q int }",
    ")",
    "//cachelint:frozen",
    "func f() {",
    "\ttype local struct { p int }",
    "}",
  ].join("\r\n");
  const { structs } = facts({ "a.go": text });
  expect(structs.map(({ name, directives }) => [name, directives.map(({ word, argument, fields }) => [word, argument, fields].filter((part) => part !== "" && part !== null).flat().join(" "))])).toEqual([
    ["A", ["track", "frozen", "size <=64", "hot x y", "owner writer z", "cold B", "lines 1"]],
    ["B", ["track"]],
    ["local", []],
  ]);
});

test("the directives of a type are not those of structs that are a part of it, but for the order of their fields", () => {
  const words = "//cachelint:size 8\n//cachelint:frozen\n//cachelint:isolate\n";
  const { structs, otherTypes, files } = facts({ "a.go": `package a\n\n${words}type T struct {\n\tin struct{ x int }\n\tg  G[int]\n}\n\ntype G[E any] struct{ e E }\n\n${words}type A [2]struct{ x int }\n\n${words}var v struct{ x int }\n\ntype Plain [2]int\n` });
  expect([...structs, ...otherTypes].map(({ name, isStruct, directives }) => [name, isStruct, directives.map(({ word, isInherited }) => `${word}${isInherited ? " of what it is a part of" : ""}`)])).toEqual([
    ["T", true, ["size", "frozen", "isolate"]],
    ["T.in.struct", true, ["frozen of what it is a part of"]],
    ["G[int]", true, ["frozen of what it is a part of"]],
    ["G", true, []],
    ["A.struct", true, ["frozen of what it is a part of"]],
    ["v.struct", true, []],
    ["A", false, ["size", "frozen", "isolate"]],
  ]);
  expect(files.flatMap(({ misplaced }) => misplaced.map((directive) => ("word" in directive ? directive.word : "")))).toEqual(["size", "frozen"]);
});

test("a directive within a field that is a struct is not the field's", () => {
  const { structs } = facts({ "a.go": "package a\n\ntype T struct {\n\tn int\n\tx struct { //cachelint:offset 8\n\t\ty int //cachelint:offset 0\n\t} //cachelint:cold\n\tz int //cachelint:hot\n}\n" });
  expect(structs.map(({ name, directives }) => [name, directives.map(({ word, argument, fields }) => `${word} ${argument}: ${fields?.join() ?? "itself"}`)])).toEqual([
    ["T", ["offset 8: x", "cold : x", "hot : z"]],
    ["T.x.struct", ["offset 0: y"]],
  ]);
});
