import fc from "fast-check";
import { runeValue, unquoteGo } from "./index.js";

test.each([
  ['"a\\tb"', "a\tb", 3],
  ["`a\\tb\r\n`", "a\\tb\n", 5],
  ['"\\u00e9\\U0001F600\\377"', "é😀\ufffd", 7],
  ['"\\xe2\\x82\\xac€"', "€€", 6],
  ['"\\""', '"', 1],
  ['""', "", 0],
])("%s", (literal, text, nBytes) => expect(unquoteGo(literal)).toEqual({ text, nBytes }));

test.each(['"', '"a', "'a'", '"\\q"', '"\\\'"', '"\\ud800"', '"\\x1"', '"\\400"', '"a"b"', "`a`b`", '"a\nb"', ""])("%j is no string", (literal) => {
  expect(unquoteGo(literal)).toBeNull();
});

test.each([
  ["'a'", 97],
  ["'😀'", 0x1f600],
  ["'\\''", 39],
  ["'\\n'", 10],
  ["'\\x41'", 65],
  ["'\\101'", 65],
  ["'\\u00e9'", 0xe9],
  ["''", null],
  ["'ab'", null],
  ["'''", null],
  ["'\\\"'", null],
])("%s is %j", (literal, value) => expect(runeValue(literal)).toBe(value));

test("a string without escapes has the bytes of its UTF-8", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const value = unquoteGo(`\`${text.replaceAll(/[`\r]/g, "")}\``);
      expect(value?.nBytes).toBe(Buffer.byteLength(value?.text ?? "", "utf8"));
    }),
  );
});
