import { arrayOf, type GoType, type Member, scalar } from "./go-types.js";
import { addDependency, addToPackage, type Sketch } from "./sketch.js";

/** Pads that part words: `full` holds a line, `after` fills the line that a word of `sizeBytes` began. */
export type PadStyle = { readonly name: string; readonly full: () => Member; readonly after: (word: GoType) => Member };

const byte = scalar("byte", 1);

/** Draws a right way to pad, and declares what it takes. */
export function drawPads(sketch: Sketch): PadStyle {
  const form = sketch.draw.weighed<keyof typeof makers>([
    ["literal", 4], ["exact", 4], ["constant", 3], ["sizeof", 3], ["words", 2], ["named", 2], ["struct", 2], ["x-sys", 3], ["package", 1], ["by-arch", 2], ["wide", 1],
  ]);
  sketch.dimensions["pads"] = form;
  return makers[form](sketch);
}

const makers = { literal, exact, constant, sizeof, words, named, struct, "x-sys": xSys, package: ofPackage, "by-arch": byArch, wide };

function literal(sketch: Sketch): PadStyle {
  return always("literal", sketch, arrayOf(64, byte));
}

function wide(sketch: Sketch): PadStyle {
  return always("wide", sketch, arrayOf(128, byte));
}

function exact(sketch: Sketch): PadStyle {
  const name = padNames(sketch);
  return { name: "exact", full: () => ({ name: name(), type: arrayOf(64, byte) }), after: ({ sizeBytes }) => ({ name: name(), type: arrayOf(rest(sizeBytes), byte) }) };
}

function constant(sketch: Sketch): PadStyle {
  const line = sketch.draw.pick(["cacheLine", "lineBytes", "cacheLineSize", "CacheLinePad"]);
  sketch.decls.push(`const ${line} = 64`);
  const name = padNames(sketch);
  return { name: "constant", full: () => ({ name: name(), type: arrayOf(64, byte, line) }), after: ({ sizeBytes }) => ({ name: name(), type: arrayOf(rest(sizeBytes), byte, `${line} - ${sizeBytes}`) }) };
}

function sizeof(sketch: Sketch): PadStyle {
  const name = padNames(sketch);
  return {
    name: "sizeof", full: () => ({ name: name(), type: arrayOf(64, byte) }),
    after: (word) => ({ name: name(), type: arrayOf(rest(word.sizeBytes), byte, `64 - unsafe.Sizeof(${zeroOf(word)})%64`) }),
  };
}

function words(sketch: Sketch): PadStyle {
  const name = padNames(sketch);
  const word = scalar("uint64", 8);
  return {
    name: "words", full: () => ({ name: name(), type: arrayOf(8, word) }),
    after: ({ sizeBytes }) => ({ name: name(), type: sizeBytes % 8 === 0 ? arrayOf(rest(sizeBytes) / 8, word) : arrayOf(rest(sizeBytes) / 4, scalar("uint32", 4)) }),
  };
}

function named(sketch: Sketch): PadStyle {
  const type = sketch.draw.pick(["linePad", "cachePad", "padding"]);
  sketch.decls.push(`type ${type} [64]byte`);
  return always("named", sketch, { ...arrayOf(64, byte), text: type });
}

function struct(sketch: Sketch): PadStyle {
  const type = sketch.draw.pick(["spacer", "padded64", "noShare", sketch.names.type()]);
  sketch.decls.push(`type ${type} struct {\n_ [64]byte\n}`);
  return always("struct", sketch, { ...arrayOf(64, byte), text: type });
}

// 64 bytes on amd64, 128 on arm64, as the package has it.
function xSys(sketch: Sketch): PadStyle {
  const text = "package cpu\n\nconst CacheLineSize = 64\n\ntype CacheLinePad struct{ _ [CacheLineSize]byte }\n";
  addDependency(sketch, "vendor", { modulePath: "golang.org/x/sys", folder: "cpu", qualifier: "cpu", text });
  return always("x-sys", sketch, { ...arrayOf(64, byte), text: "cpu.CacheLinePad" });
}

function ofPackage(sketch: Sketch): PadStyle {
  const folder = `${sketch.names.word()}pad`;
  addToPackage(sketch, `internal/${folder}`, folder, "// Line keeps its neighbours apart.\ntype Line struct {\n_ [64]byte\n}");
  return always("package", sketch, { ...arrayOf(64, byte), text: `${folder}.Line` });
}

function byArch(sketch: Sketch): PadStyle {
  const prefix = sketch.folder === "" ? "" : `${sketch.folder}/`;
  const file = (condition: string, n: number): string => `${condition}package ${sketch.packageName}\n\nconst padBytes = ${n}\n`;
  sketch.files.set(`${prefix}pad_amd64.go`, file("", 64)).set(`${prefix}pad_arm64.go`, file("", 64)).set(`${prefix}pad_other.go`, file("//go:build !amd64 && !arm64\n\n", 128));
  const name = padNames(sketch);
  return { name: "by-arch", full: () => ({ name: name(), type: arrayOf(64, byte, "padBytes") }), after: ({ sizeBytes }) => ({ name: name(), type: arrayOf(rest(sizeBytes), byte, `padBytes - ${sizeBytes}`) }) };
}

function always(style: string, sketch: Sketch, type: GoType): PadStyle {
  const name = padNames(sketch);
  const pad = (): Member => ({ name: name(), type });
  return { name: style, full: pad, after: pad };
}

/** Names of pads: mostly blank. */
export function padNames({ draw }: Sketch): () => string {
  const stem = draw.weighed([["_", 5], ["pad", 2], ["_pad", 1], ["padding", 1], ["_p", 1]]);
  let n = 0;
  return () => (stem === "_" ? "_" : `${stem}${n++}`);
}

function rest(sizeBytes: number): number {
  return 64 - (sizeBytes % 64);
}

function zeroOf({ text, isNumber }: GoType): string {
  if (/^(u?int|float)/.test(text) || isNumber === true) return `${text}(0)`;
  return /^(\*|map\[|func\(|chan )|^unsafe\.Pointer$/.test(text) ? "uintptr(0)" : `${text}{}`;
}
