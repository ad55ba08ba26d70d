/** The word that takes the fewest single-letter changes to get to; null where none is near. */
export function nearestWord(word: string, words: readonly string[]): string | null {
  let nearest: string | null = null;
  let nearestDistance = Math.floor(Math.max(word.length, 3) / 3) + 1;
  for (const candidate of words) {
    const distance = editDistance(word, candidate);
    if (nearestDistance <= distance) continue;
    nearest = candidate;
    nearestDistance = distance;
  }
  return nearest;
}

/** Insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwapped = 1 < i && 1 < j && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row[j] = best;
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
