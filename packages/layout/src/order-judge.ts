import { type Extent, isOverflow } from "./extent.js";
import { type Traffic, trafficIn } from "./order-lines.js";
import type { OrderConstraints, OrderTarget } from "./order-problem.js";
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
  /** `[violations, bytes, …]`: an order without violations is allowed. What is soon seen to be no better than `rival` is not judged to the end. */
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
  const traffic = targets.map((target) => trafficIn(target, constraints));
  const now = traffic.map(({ of }, t) => of({ order: units.flat(), layout: layouts[t]! }));
  const morePointers = (found: readonly StructLayout[]): number => sum(found, ({ pointerBytes }, t) => Math.max(0, pointerBytes - layouts[t]!.pointerBytes));
  const nGroups = new Set(constraints.groups).size;
  const areSingle = units.every((own, unit) => own.length === 1 && own[0] === unit);
  const fieldsOf = (order: readonly number[]): readonly number[] => (areSingle ? order : order.flatMap((unit) => units[unit]!));
  const judge = (order: readonly number[], rival?: Judged): Judged => {
    const fields = fieldsOf(order);
    const found = layoutsOf(targets, fields);
    if (found === null) return { units: order, layouts, score: [Infinity, Infinity] };
    const nTorn = nPieces(order, constraints.groups) - nGroups;
    const nBytes = sum(found, ({ sizeBytes }) => sizeBytes);
    const least = sum(found, ({ sizeBytes }, t) => Math.max(0, sizeBytes - layouts[t]!.sizeBytes)) + (constraints.pointers === "no-more" ? morePointers(found) : 0) + (constraints.keep === "grouped" ? nTorn : 0);
    if (rival !== undefined && isOutdone(rival, least, nBytes, (allowed) => traffic.some(({ isWorse }, t) => isWorse({ order: fields, layout: found[t]! }, now[t]!, allowed)))) return { units: order, layouts: found, score: [Infinity, nBytes] };
    const then = traffic.map(({ of }, t) => of({ order: fields, layout: found[t]! }));
    const score = [
      least + newTraffic(now, then),
      nBytes,
      sum(found, (layout, t) => Number(layout.trailingZeroSizeByte || endsEmpty(targets[t]!.fields, fields))),
      sum(then, ({ apart }) => sum(apart, (one) => one)),
      sum(then, ({ together }) => sum(together, (one) => one)),
      sum(found, (layout, t) => hotLines(targets[t]!, constraints, fields, layout)),
      nTorn,
      constraints.pointers === "fewest" ? sum(found, ({ pointerBytes }) => pointerBytes) : 0,
      nSwaps(fields),
      -sum(found, (layout, t) => tailPaddingBytes(fields.map((index) => targets[t]!.fields[index]!), layout)),
    ];
    return { units: order, layouts: found, score };
  };
  return { targets, constraints, units, source: judge(inSourceOrder), leastBytes: targets.map(leastBytesOf), judge };
}

/** Whether an order cannot be better than another, by what is known of it before its lines are counted: the least of its violations, and its bytes. */
function isOutdone({ score: [most, bytes] }: Judged, least: number, nBytes: number, isWorseBy: (allowed: number) => boolean): boolean {
  if (most! < least || (most === least && bytes! < nBytes)) return true;
  // Sums of parts in another order may differ in their last digits.
  return isWorseBy(most! - least + 1e-9);
}

function layoutsOf(targets: readonly OrderTarget[], order: readonly number[]): readonly StructLayout[] | null {
  const layouts: StructLayout[] = [];
  for (const { arch, fields } of targets) {
    const own = new Array<Extent>(order.length);
    for (let at = 0; at < order.length; at++) own[at] = fields[order[at]!]!;
    const layout = structLayout(own, { arch, isAlign64: false });
    if (isOverflow(layout)) return null;
    layouts.push(layout);
  }
  return layouts;
}

/** What no order can be smaller than: the fields without holes. */
function leastBytesOf({ fields }: OrderTarget): number {
  return roundUp(sum(fields, ({ sizeBytes }) => sizeBytes), Math.max(1, ...fields.map(({ alignBytes }) => alignBytes)));
}

/** Over all targets: how much oftener independent writers share a line, and how many lines more are touched by what is used together. */
function newTraffic(now: readonly Traffic[], then: readonly Traffic[]): number {
  const grown = (t: number, key: keyof Traffic): number => sum(then[t]![key], (one, i) => Math.max(0, one - now[t]![key][i]!));
  return sum(then, (_, t) => grown(t, "apart") + grown(t, "together"));
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

/** How many runs of units of one group there are; each group has at least one. */
function nPieces(order: readonly number[], groups: readonly number[]): number {
  let n = 0;
  for (let at = 0; at < order.length; at++) if (at === 0 || groups[order[at]!] !== groups[order[at - 1]!]) n++;
  return n;
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
