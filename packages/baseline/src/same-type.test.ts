import { expect, test } from "@jest/globals";
import { isSameType } from "./same-type.js";

test.each([
  ["[]byte", "[]uint8"],
  ["[4]rune", "[4]int32"],
  ["map[string]interface{}", "map[string]any"],
  ["func(p []byte, ...byte) (rune, error)", "func(p []uint8, ...uint8) (int32, error)"],
  ["struct{b byte; c any \"json:\\\"any\\\"\"}", "struct{b uint8; c interface{} \"json:\\\"any\\\"\"}"],
  ["q.Gen[byte, any]", "q.Gen[uint8, interface{}]"],
  ["interface{~byte | rune}", "interface{~uint8 | int32}"],
])("one type, spelled otherwise: %s and %s", (a, b) => expect([isSameType(a, b), isSameType(b, a)]).toEqual([true, true]));

test.each([
  ["byte", "int8"],
  ["q.byte", "q.uint8"],
  ["mybyte", "myuint8"],
  ["Größebyte", "Größeuint8"],
  ["struct{byte int}", "struct{uint8 int}"],
  ["interface{rune()}", "interface{int32()}"],
  ["struct{b byte \"any\"}", "struct{b byte \"interface{}\"}"],
  ["interface{Close()}", "any"],
])("two types: %s and %s", (a, b) => expect([isSameType(a, b), isSameType(b, a)]).toEqual([false, false]));
