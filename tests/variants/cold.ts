import { arrayOf, goTypes, type GoType, type Member, pointerLike, sliceOf } from "./go-types.js";
import type { Sketch } from "./sketch.js";

const smallTypes: readonly GoType[] = [
  goTypes.string, goTypes.int, goTypes.bool, goTypes.duration, goTypes.uint32, goTypes.int64, sliceOf("byte"), sliceOf("string"), pointerLike("map[string]int"),
  pointerLike("func(string)"), pointerLike("chan struct{}"), { text: "error", sizeBytes: 16, alignBytes: 8, hasPointers: true }, { text: "any", sizeBytes: 16, alignBytes: 8, hasPointers: true },
];

/** Fields that no function touches, of one word or three. */
export function coldFields({ draw, names }: Sketch, nMost: number): readonly Member[] {
  return Array.from({ length: draw.int(nMost + 1) }, () => ({ name: names.field(), type: draw.pick(smallTypes) }));
}

/** Fields of one word that no function touches. */
export function coldWords({ draw, names }: Sketch, nMost: number): readonly Member[] {
  const types = [goTypes.int, goTypes.duration, goTypes.int64, pointerLike("func(string)"), pointerLike("map[string]int")];
  return Array.from({ length: draw.int(nMost + 1) }, () => ({ name: names.field(), type: draw.pick(types) }));
}

/** Fields of 72 bytes and more that no function touches, as they part others without meaning to. */
export function coldBlock({ draw, names }: Sketch): readonly Member[] {
  const forms: readonly (() => readonly Member[])[] = [
    () => Array.from({ length: 5 }, () => ({ name: names.field(), type: goTypes.string })),
    () => [{ name: names.field(), type: arrayOf(6, goTypes.string) }],
    () => [{ name: names.field(), type: sliceOf("string") }, { name: names.field(), type: sliceOf("byte") }, { name: names.field(), type: sliceOf("int") }, { name: names.field(), type: goTypes.duration }],
    () => [{ name: names.field(), type: goTypes.string }, { name: names.field(), type: arrayOf(2, sliceOf("float64")) }, { name: names.field(), type: goTypes.string }],
  ];
  return draw.pick(forms)();
}
