import * as messages from "./messages.js";
import type { Snapshot } from "./model.js";
import type { Damage, ReadResult } from "./read.js";

/** What two branches recorded, where git could not join it. */
export type Conflict = { readonly ours: Snapshot; readonly theirs: Snapshot };

/** A line of one side, and where it begins in the whole text. `hunk` counts conflicts from 1, and is 0 for what git joined. */
type Line = { readonly text: string; readonly start: number; readonly hunk: number };
type Side = readonly Line[];

/** Reads the text of one side. `isTorn`: git, and nobody else, put the texts at two offsets into one file. */
export type ReadSide = (text: string, isTorn: (a: number, b: number) => boolean) => ReadResult;

const mark = /^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$/;

/** Whether a text has a line that git writes around what it could not join; its place. No line of a baseline is like it. */
export function firstMark(text: string): { readonly start: number; readonly end: number } | null {
  const found = new RegExp(mark, "m").exec(text);
  return found === null ? null : { start: found.index, end: found.index + found[0].length };
}

/** Both sides of a text in conflict, or what else is wrong with it, at its place in the whole text. */
export function readConflict(text: string, readSide: ReadSide): Conflict | { readonly damage: Damage } {
  const sides = sidesOf(text);
  if ("damage" in sides) return sides;
  const ours = readLines(sides.ours, readSide);
  if ("damage" in ours) return ours;
  const theirs = readLines(sides.theirs, readSide);
  return "damage" in theirs ? theirs : { ours: ours.snapshot, theirs: theirs.snapshot };
}

function readLines(side: Side, readSide: ReadSide): ReadResult {
  const result = readSide(side.map(({ text }) => text).join(""), (a, b) => lineAt(side, a)?.line.hunk !== lineAt(side, b)?.line.hunk);
  if ("snapshot" in result) return result;
  const { kind, message, start, end } = result.damage;
  const found = lineAt(side, start);
  const at = found === null ? 0 : found.line.start + found.offset;
  return { damage: { kind: kind === "damaged" ? "torn" : kind, message, start: at, end: at + Math.max(1, end - start) } };
}

/** The line of an offset in a side's text, the last one behind its end. */
function lineAt(side: Side, offset: number): { readonly line: Line; readonly offset: number } | null {
  let before = 0;
  for (const line of side) {
    if (offset < before + line.text.length) return { line, offset: offset - before };
    before += line.text.length;
  }
  const last = side.at(-1);
  return last === undefined ? null : { line: last, offset: last.text.length };
}

/** Takes a text apart at its marks; one that is not where it belongs is the damage of half a conflict. */
function sidesOf(text: string): { readonly ours: Side; readonly theirs: Side } | { readonly damage: Damage } {
  const sides: { readonly ours: Line[]; readonly theirs: Line[] } = { ours: [], theirs: [] };
  let part: "both" | "ours" | "base" | "theirs" = "both";
  let opened: Line | null = null;
  let nHunks = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start) + 1 || text.length;
    const line: Line = { text: text.slice(start, end), start, hunk: part === "both" ? 0 : nHunks };
    start = end;
    const sign = mark.exec(line.text.replace(/\r?\n$/, ""))?.[1]?.charAt(0);
    if (sign === undefined) {
      if (part === "both" || part === "ours") sides.ours.push(line);
      if (part === "both" || part === "theirs") sides.theirs.push(line);
    } else if (sign === "<" && part === "both") [part, opened, nHunks] = ["ours", line, nHunks + 1];
    else if (sign === "|" && part === "ours") part = "base";
    else if (sign === "=" && (part === "ours" || part === "base")) part = "theirs";
    else if (sign === ">" && part === "theirs") [part, opened] = ["both", null];
    else return half(line);
  }
  return opened === null ? sides : half(opened);
}

function half({ text, start }: Line): { readonly damage: Damage } {
  const line = text.trimEnd();
  return { damage: { kind: "torn", message: messages.halfConflict(line), start, end: start + line.length } };
}
