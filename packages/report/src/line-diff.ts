/** A line that both texts have, or one of them. */
export type DiffLine = { readonly mark: " " | "-" | "+"; readonly text: string };

/** The shortest way from one list of lines to another; what goes stands before what comes. For short lists: it takes the product of their lengths. */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  // `common[i][j]`: how many lines the ends from `i` and from `j` on have in common.
  const common: number[][] = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = before.length - 1; 0 <= i; i--) {
    for (let j = after.length - 1; 0 <= j; j--) {
      const row = common[i];
      if (row !== undefined) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      lines.push({ mark: " ", text: old });
      i++;
      j++;
    } else if (old !== undefined && (now === undefined || at(i, j + 1) <= at(i + 1, j))) {
      lines.push({ mark: "-", text: old });
      i++;
    } else if (now !== undefined) {
      lines.push({ mark: "+", text: now });
      j++;
    }
  }
  return lines;
}
