/** A place as people count: lines from 1, columns from 1 in UTF-16 units. */
export type LineAndColumn = { readonly line: number; readonly column: number };

/** Turns offsets into lines and columns; the starts of the lines are found once. */
export function lineAndColumn(text: string): (offset: number) => LineAndColumn {
  const starts = lineStarts(text);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); 0 <= at; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
