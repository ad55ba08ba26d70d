import { sharedFraction, type ByteRange } from "./cache-line.js";
import { type Extent, isOverflow } from "./extent.js";
import type { OrderConstraints, OrderPair, OrderTarget } from "./order-problem.js";
import { startResidues } from "./placement.js";
import { roundUp } from "./round-up.js";
import { structLayout, tailPaddingBytes, type StructLayout } from "./struct-layout.js";

/** An order of units, with what it is judged by; of two orders the one whose first different number is smaller is better. */
export type Judged = { readonly units: readonly number[]; readonly layouts: readonly StructLayout[]; readonly score: readonly number[] };

export type Judge = {
  readonly targets: readonly OrderTarget[];
  readonly constraints: OrderConstraints;
  readonly units: OrderConstraints["units"];
  readonly source: Judged;
  /** By target: less than any order can have. */
  readonly leastBytes: readonly number[];
  /** `[violations, bytes, …]`: an order without violations is allowed. What is soon seen to be worse than `rival` is not judged to the end. */
  readonly judge: (units: readonly number[], rival?: Judged) => Judged;
};

export function isBetter(a: Pick<Judged, "score">, b: Pick<Judged, "score">): boolean {
  const at = a.score.findIndex((value, i) => value !== b.score[i]);
  return 0 <= at && a.score[at]! < b.score[at]!;
}

/** Null where the struct is too large to compile. */
export function judgeOf(targets: readonly OrderTarget[], constraints: OrderConstraints): Judge | null {
  const { units } = constraints;
  const inSourceOrder = units.map((_, unit) => unit);
  const layouts = layoutsOf(targets, units.flat());
  if (layouts === null) return null;
  const shares = targets.map((target) => sharesIn(target));
  const now = targets.map((target, t) => meetings(target, constraints, { order: units.flat(), layout: layouts[t]! }, shares[t]!));
  const judge = (order: readonly number[], rival?: Judged): Judged => {
    const fields = order.flatMap((unit) => units[unit]!);
    const found = layoutsOf(targets, fields);
    if (found === null) return { units: order, layouts, score: [Infinity] };
    const nTorn = nTornGroups(order, constraints.groups);
    const nBytes = sum(found, ({ sizeBytes }) => sizeBytes);
    const least = sum(found, ({ sizeBytes }, t) => Math.max(0, sizeBytes - layouts[t]!.sizeBytes)) + (constraints.keep === "grouped" ? nTorn : 0);
    if (rival !== undefined && (rival.score[0]! < least || (rival.score[0] === least && rival.score[1]! < nBytes))) return { units: order, layouts: found, score: [least, nBytes] };
    const then = targets.map((target, t) => meetings(target, constraints, { order: fields, layout: found[t]! }, shares[t]!));
    const score = [
      least + newMeetings(now, then),
      nBytes,
      sum(found, (layout, t) => Number(layout.trailingZeroSizeByte || endsEmpty(targets[t]!.fields, fields))),
      sum(then, ({ apart }) => sum(apart, (one) => one)),
      -sum(then, ({ together }) => sum(together, (one) => one)),
      sum(found, (layout, t) => hotLines(targets[t]!, constraints, fields, layout)),
      nTorn,
      sum(found, ({ pointerBytes }, t) => (constraints.pointers === "fewest" ? pointerBytes : Math.max(0, pointerBytes - layouts[t]!.pointerBytes))),
      nSwaps(fields),
      -sum(found, (layout, t) => tailPaddingBytes(fields.map((index) => targets[t]!.fields[index]!), layout)),
    ];
    return { units: order, layouts: found, score };
  };
  return { targets, constraints, units, source: judge(inSourceOrder), leastBytes: targets.map(leastBytesOf), judge };
}

function layoutsOf(targets: readonly OrderTarget[], order: readonly number[]): readonly StructLayout[] | null {
  const layouts: StructLayout[] = [];
  for (const { arch, fields } of targets) {
    const layout = structLayout(order.map((index) => fields[index]!), { arch, isAlign64: false });
    if (isOverflow(layout)) return null;
    layouts.push(layout);
  }
  return layouts;
}

/** What no order can be smaller than: the fields without holes. */
function leastBytesOf({ fields }: OrderTarget): number {
  return roundUp(sum(fields, ({ sizeBytes }) => sizeBytes), Math.max(1, ...fields.map(({ alignBytes }) => alignBytes)));
}

/** By pair: the part of the object's possible places at which the two words share a line. */
type Meetings = { readonly apart: readonly number[]; readonly together: readonly number[] };
type Ordered = { readonly order: readonly number[]; readonly layout: StructLayout };
type Shares = (a: ByteRange, b: ByteRange, layout: StructLayout) => number;

function meetings({ words: ranges }: OrderTarget, { words, apart, together }: OrderConstraints, { order, layout }: Ordered, share: Shares): Meetings {
  if (apart.length === 0 && together.length === 0) return { apart: [], together: [] };
  const offsets = new Array<number>(order.length);
  order.forEach((field, at) => (offsets[field] = layout.offsetsBytes[at]!));
  const at = (word: number): ByteRange => ({ offsetBytes: offsets[words[word]!]! + ranges[word]!.offsetBytes, sizeBytes: ranges[word]!.sizeBytes });
  const shared = ([a, b]: OrderPair): number => share(at(a), at(b), layout);
  return { apart: apart.map(shared), together: together.map(shared) };
}

function sharesIn(target: OrderTarget): Shares {
  const starts = new Map<string, readonly number[]>();
  return (a, b, { sizeBytes, pointerBytes }) => {
    const hasPointers = 0 < pointerBytes;
    const key = `${sizeBytes} ${hasPointers}`;
    const own = starts.get(key) ?? startResidues(target.isGlobal ? { kind: "global", sizeBytes } : { kind: "heap", sizeBytes, hasPointers }, target.lineBytes, target);
    starts.set(key, own);
    return sharedFraction(a, b, own, target.lineBytes);
  };
}

/** Over all targets, the places at which words meet that did not, and those at which words part that met. */
function newMeetings(now: readonly Meetings[], then: readonly Meetings[]): number {
  return sum(then, ({ apart, together }, t) => sum(apart, (one, i) => Math.max(0, one - now[t]!.apart[i]!)) + sum(together, (one, i) => Math.max(0, now[t]!.together[i]! - one)));
}

function endsEmpty(fields: readonly Extent[], order: readonly number[]): boolean {
  const last = order.at(-1);
  return last !== undefined && fields[last]!.sizeBytes === 0 && fields.some(({ sizeBytes }) => 0 < sizeBytes);
}

function hotLines({ fields, lineBytes }: OrderTarget, { hot }: OrderConstraints, order: readonly number[], { offsetsBytes }: StructLayout): number {
  let endBytes = 0;
  for (const field of hot) endBytes = Math.max(endBytes, offsetsBytes[order.indexOf(field)]! + fields[field]!.sizeBytes);
  return Math.ceil(endBytes / lineBytes);
}

/** How many groups are torn: pieces beyond one for each. */
function nTornGroups(order: readonly number[], groups: readonly number[]): number {
  let nPieces = 0;
  for (let at = 0; at < order.length; at++) if (at === 0 || groups[order[at]!] !== groups[order[at - 1]!]) nPieces++;
  return nPieces - new Set(groups).size;
}

function nSwaps(order: readonly number[]): number {
  let n = 0;
  for (let i = 0; i < order.length; i++) for (let j = i + 1; j < order.length; j++) if (order[j]! < order[i]!) n++;
  return n;
}

function sum<T>(values: readonly T[], of: (value: T, index: number) => number): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += of(values[i]!, i);
  return total;
}
