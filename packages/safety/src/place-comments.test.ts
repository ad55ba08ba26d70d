import { expect, test } from "@jest/globals";
import type { StructType } from "@cachelint/syntax";
import { brokenPlaceComment } from "./place-comments.js";

/** A struct of `a`, then a block of `mu`, `b` and `c`, then `d`. */
const text = (doc: string, trailing: string): string => `type T struct {\n\ta bool\n\n${doc}\tmu int64${trailing}\n\tb bool\n\tc int64\n\n\td bool\n}\n`;

function structIn(source: string): StructType {
  const fields = ["a", "mu", "b", "c", "d"].map((name) => {
    const start = source.search(new RegExp(`^\\t${name} `, "m")) + 1;
    const [line = ""] = /^\w+ \w+/.exec(source.slice(start)) ?? [];
    const end = start + line.length;
    return { start, end, names: [{ kind: "ident" as const, name, start, end: start + name.length }], type: { kind: "ident" as const, name: line.split(" ")[1] ?? "", start: start + name.length + 1, end }, embedded: false, tag: null };
  });
  return { kind: "struct", start: source.indexOf("struct"), end: source.indexOf("}") + 1, openBrace: source.indexOf("{"), closeBrace: source.indexOf("}"), fields, hasError: false };
}

function said(source: string, order: readonly (number | { readonly padBytes: number })[] | null, kind: "reorder" | "pad" = "reorder"): string | null {
  return brokenPlaceComment(source, structIn(source), { kind, order })?.said ?? null;
}

test.each([
  ["// mu protects the following fields.", "protects the following"], ["// guards everything below", "guards everything below"], ["// Protects\n\t// the next two.", "Protects the next"], ["/* for the 2 maps below */", "2 maps below"],
])("%s speaks of its block", (comment, words) => {
  for (const source of [text(`\t${comment}\n`, ""), ...(comment.includes("\n") ? [] : [text("", ` ${comment}`)])]) {
    expect(said(source, [1, 2, 3, 4, 0])).toBeNull();
    expect(said(source, [0, 1, 3, 2, 4])).toBeNull();
    expect(said(source, [0, 1, 4, 2, 3])).toBe(words);
    expect(said(source, [0, 2, 1, 3, 4])).toBe(words);
    expect(said(source, null)).toBe(words);
  }
});

test("a pad moves nothing", () => {
  expect(said(text("\t// mu protects the following fields.\n", ""), [0, 1, { padBytes: 56 }, 2, 3, 4], "pad")).toBeNull();
});

test("what says nothing of places lets all move", () => {
  for (const comment of ["// the next request's number", "// below zero after a failure", "// see above", "// of the following day"]) expect(said(text("", ` ${comment}`), [4, 3, 2, 1, 0])).toBeNull();
});
