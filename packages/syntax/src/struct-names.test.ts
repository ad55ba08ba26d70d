import fc from "fast-check";
import { structNamesIn } from "./index.js";

const names = (text: string): readonly string[] => structNamesIn(text).map(({ name, start, end }) => (text.slice(start, end) === name ? name : `${name} at ${start}`));

test.each([
  ["alone, generic, empty, in a line of garbage", "type A struct {\ntype B[K comparable, V []int] struct{}\nx := } type Ä_1 struct", ["A", "B", "Ä_1"]],
  ["in groups, without their fields", "type (\n\tA struct {\n\t\tx struct {\n\t\t\ty struct { z int }\n\t\t}\n\t}\n\tB interface{ m() }\n\tC[T any] struct{}\n)\nD struct {", ["A", "C"]],
  ["in a group that is not closed", "type (\n\tA struct {\n\t\tn int\n\t}\n\tB struct {\n", ["A", "B"]],
  ["no aliases, no other types, no other words", "type A = struct{}\ntype B []struct{}\ntype C structure\nmytype D struct\nx.type E struct\ntype F\nstruct {", []],
  ["no comments and strings", "// type A struct\n/* type B struct\n*/ var s = \"type C struct\" + `\ntype D struct`\ntype /* the */ E struct {", ["E"]],
  ["after a string and a comment that never end", "var s = \"type A struct\ntype B struct {\n/* type C struct {", ["A", "B", "C"]],
])("%s", (_, text, expected) => expect(names(text)).toEqual(expected));

test("any text, and each name where it stands", () => {
  const words = fc.constantFrom("type ", "type (", "struct", " struct {", "A", "B[T any]", "\n", "}", ")", "`", "\"", "//", "/*", "*/", "'", "é", "\t");
  fc.assert(fc.property(fc.array(words).map((all) => all.join("")), (text) => {
    for (const { name, start, end } of structNamesIn(text)) expect(text.slice(start, end)).toBe(name);
  }));
});
