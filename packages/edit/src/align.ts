/** A line in cells: those of neighbouring lines are aligned, `rest` is not. */
export type Row = { readonly cells: readonly string[]; readonly rest: string };

/**
 * Lines whose cells stand in columns, as text/tabwriter sets them for go/printer (padding 1, no least width, empty columns left out): a
 * column is as wide as its widest cell in a run of lines that have it, and ends at the first line that has not.
 */
export function alignRows(rows: readonly Row[]): readonly string[] {
  const widths = rows.map((): number[] => []);
  setWidths(rows, widths, { column: 0, from: 0, to: rows.length });
  return rows.map(({ cells, rest }, i) => {
    const padded = cells.map((cell, column) => cell + " ".repeat(Math.max(0, (widths[i]?.[column] ?? 0) - lengthOf(cell))));
    return (padded.join("") + rest).replace(/[ \t]+$/, "");
  });
}

type Block = { readonly column: number; readonly from: number; readonly to: number };

/** Writer.format of text/tabwriter. */
function setWidths(rows: readonly Row[], widths: readonly number[][], { column, from, to }: Block): void {
  const has = (at: number): boolean => at < to && column < (rows[at]?.cells.length ?? 0);
  for (let start = from; start < to; start++) {
    if (!has(start)) continue;
    let end = start;
    let longest = 0;
    for (; has(end); end++) longest = Math.max(longest, lengthOf(rows[end]?.cells[column] ?? ""));
    for (let at = start; at < end; at++) widths[at]?.push(longest === 0 ? 0 : longest + 1);
    setWidths(rows, widths, { column: column + 1, from: start, to: end });
    start = end - 1;
  }
}

/** In code points, as Go counts. */
function lengthOf(text: string): number {
  return [...text].length;
}
