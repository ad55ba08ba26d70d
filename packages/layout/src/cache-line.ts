/** Some bytes of an object, counted from where the outermost allocated object begins. */
export type ByteRange = { readonly offsetBytes: number; readonly sizeBytes: number };

/** `always`: at each possible start of the object; `never`: at none; `can`: it depends on where the allocator puts it. */
export type Certainty = "always" | "can" | "never";

/**
 * Whether some byte of `a` lies in the same cache line as some byte of `b`, for an object that begins at one of `starts` modulo `lineBytes`.
 * Distance alone decides many cases: ranges whose nearest bytes are a line or more apart never share, wherever the object begins.
 */
export function sharesLine(a: ByteRange, b: ByteRange, starts: readonly number[], lineBytes: number): Certainty {
  return certainty(nSharing(a, b, starts, lineBytes), starts.length);
}

/** The part of the possible starts, 0 to 1, at which `a` and `b` share a line; 0 where there are no starts. */
export function sharedFraction(a: ByteRange, b: ByteRange, starts: readonly number[], lineBytes: number): number {
  return fraction(nSharing(a, b, starts, lineBytes), starts.length);
}

/** The fewest and the most cache lines that a range touches over all possible starts; 0 for a range of no bytes. */
export function linesTouched(
  range: ByteRange, starts: readonly number[], lineBytes: number,
): { readonly fewestLines: number; readonly mostLines: number } {
  let fewestLines = Infinity;
  let mostLines = 0;
  for (const start of starts) {
    const nLines = linesAt(range, start, lineBytes);
    if (nLines < fewestLines) fewestLines = nLines;
    if (nLines > mostLines) mostLines = nLines;
  }
  return { fewestLines: Math.min(fewestLines, mostLines), mostLines };
}

/** Whether a range crosses from one cache line into the next at some possible start; a range longer than a line always does. */
export function canStraddle(range: ByteRange, starts: readonly number[], lineBytes: number): boolean {
  return starts.some((start) => linesAt(range, start, lineBytes) > 1);
}

/** The part of the possible starts, 0 to 1, at which a range crosses from one cache line into the next; 0 where there are no starts. */
export function straddledFraction(range: ByteRange, starts: readonly number[], lineBytes: number): number {
  return fraction(starts.filter((start) => linesAt(range, start, lineBytes) > 1).length, starts.length);
}

function nSharing(a: ByteRange, b: ByteRange, starts: readonly number[], lineBytes: number): number {
  if (a.sizeBytes === 0 || b.sizeBytes === 0) return 0;
  const [first, second] = a.offsetBytes <= b.offsetBytes ? [a, b] : [b, a];
  const lastOfFirst = first.offsetBytes + first.sizeBytes - 1;
  if (second.offsetBytes <= lastOfFirst) return starts.length;
  let n = 0;
  for (const start of starts) {
    if (Math.floor((start + lastOfFirst) / lineBytes) === Math.floor((start + second.offsetBytes) / lineBytes)) n++;
  }
  return n;
}

function linesAt(range: ByteRange, start: number, lineBytes: number): number {
  if (range.sizeBytes === 0) return 0;
  const firstByte = start + range.offsetBytes;
  return Math.floor((firstByte + range.sizeBytes - 1) / lineBytes) - Math.floor(firstByte / lineBytes) + 1;
}

function certainty(nTrue: number, nStarts: number): Certainty {
  if (nTrue === 0) return "never";
  return nTrue === nStarts ? "always" : "can";
}

function fraction(nTrue: number, nStarts: number): number {
  return nStarts === 0 ? 0 : nTrue / nStarts;
}
