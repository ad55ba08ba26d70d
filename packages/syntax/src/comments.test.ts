import { commentsIn } from "./comments.js";

test.each([
  ["// a\nx // b\r\n", [" a", " b"]],
  ["/* a\nb */ x /**/", [" a\nb ", ""]],
  ["\"// no\" `/* no\n// no */` '\\'' // yes", [" yes"]],
  ["'\"' // yes \"", [" yes \""]],
  ["/* open", []],
  ["", []],
])("%j", (text, values) => {
  const found = commentsIn(text);
  expect(found.map(({ value }) => value)).toEqual(values);
  expect(found.every(({ start, end, kind, value }) => text.slice(start, end).replace(/\r$/, "") === (kind === "line" ? `//${value}` : `/*${value}*/`))).toBe(true);
});
