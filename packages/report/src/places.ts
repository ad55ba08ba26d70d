import type { SourceRef } from "@cachelint/lint";
import type { LineAndColumn } from "./frame.js";

export type PlaceOf = (source: SourceRef, offset: number) => LineAndColumn;

/** Lines and columns of offsets; the lines of a file are found once. */
export function placeFinder(): PlaceOf {
  const known = new Map<string, readonly number[]>();
  return ({ path, text }, offset) => {
    const starts = known.get(path) ?? lineStarts(text);
    known.set(path, starts);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); 0 <= at; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
