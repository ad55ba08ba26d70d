import fc from "fast-check";
import { parser, readAll } from "../test/go.js";
import { damaged, sample, soupFile, tokenSoup } from "../test/arbitrary-go.js";
import { readBody, readHeader, scanFile, walkBlock, walkDecl } from "./index.js";
import type { Span } from "./index.js";

const anyText: fc.Arbitrary<string> = fc.oneof(tokenSoup, soupFile, damaged, fc.string({ unit: "binary" }), fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)));

test("any text scans, with all spans inside it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const outline = scanFile(text);
      const file = { start: 0, end: text.length };
      let previous = 0;
      for (const declaration of outline.declarations) {
        expectInside(declaration, { start: previous, end: text.length });
        if (declaration.bodySpan !== null) expectInside(declaration.bodySpan, declaration);
        previous = declaration.end;
      }
      for (const span of [...outline.imports, ...outline.directives, ...outline.problems, outline.packageNameSpan]) expectInside(span, file);
      const header = readHeader(text);
      expect(header.packageName).toBe(outline.packageName);
      for (const span of header.buildLines) expectInside(span, file);
    }),
    { numRuns: 2000 },
  );
});

test("any text parses, with spans inside their parents", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const outline = scanFile(text);
      const { declarations, problems } = readAll(text);
      for (const [at, decls] of declarations.entries()) {
        const span = outline.declarations[at] as Span;
        for (const decl of decls) {
          expectInside(decl, span);
          expectNested(decl, span);
          if (decl.kind !== "func-decl" || decl.bodySpan === null) continue;
          const body = readBody(parser, text, decl);
          expect(body.block).toMatchObject(decl.bodySpan);
          expectNested(body.block, decl.bodySpan);
          for (const problem of body.problems) expectInside(problem, decl.bodySpan);
        }
      }
      for (const problem of problems) expectInside(problem, { start: 0, end: text.length });
    }),
    { numRuns: 1000 },
  );
});

test("correct declarations have the names and flags that they were made with", () => {
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 5 }), fc.constantFrom("\n", "\n\n// c\n", ";", " /* c\n */ "), (samples, between) => {
      const outline = scanFile(`package p\n${samples.map(({ go }) => go + between).join("")}`);
      expect(outline.problems).toEqual([]);
      expect(outline.declarations.map(({ names, hasStruct, hasLocalType }) => ({ names, hasStruct, hasLocalType }))).toEqual(
        samples.map(({ names, hasStruct, hasLocalType }) => ({ names, hasStruct, hasLocalType })),
      );
    }),
    { numRuns: 1000 },
  );
});

test("fifty thousand brackets", () => {
  const many = 50_000;
  for (const [open, close] of [["(", ")"], ["[]", ""], ["{", "}"], ["struct{a ", "}"], ["chan <-chan ", ""], ["func() ", ""], ["-", ""], ["1+", ""], ["if a {", "}"], ["a[", "]"], ["([{", ""], ["l:\n", ""]] as const) {
    const text = `package p\nvar x = ${open.repeat(many)}1${close.repeat(many)}\nfunc f() { ${open.repeat(many)}1${close.repeat(many)} }\ntype T struct { a int }\n`;
    for (const decl of readAll(text).declarations.flat()) {
      walkDecl(decl, {});
      if (decl.kind === "func-decl") walkBlock(readBody(parser, text, decl).block, {});
    }
  }
});

test("NUL bytes and ten megabytes", () => {
  expect(readAll("package p\0\nvar x\0= 1\ntype T struct {\0a int }\0").declarations).toHaveLength(2);
  const outline = scanFile(`package p\n${"type T struct { a int }\nfunc f() { x.y(1) } // c\n".repeat(200_000)}`);
  expect(outline.declarations).toHaveLength(400_000);
});

/** Every span in a tree lies in the span above it; only a repeated constant has its value from the spec that it repeats. */
function expectNested(tree: unknown, parent: Span): void {
  if (typeof tree !== "object" || tree === null) return;
  let span = parent;
  if ("start" in tree && "end" in tree) {
    expectInside(tree as Span, parent);
    if (!("kind" in tree && tree.kind === "const-decl")) span = tree as Span;
  }
  for (const child of Object.values(tree)) expectNested(child, span);
}

function expectInside(span: Span, { start, end }: Span): void {
  if (start <= span.start && span.start <= span.end && span.end <= end) return;
  throw new Error(`${JSON.stringify({ start: span.start, end: span.end })} lies outside ${start}…${end}`);
}
