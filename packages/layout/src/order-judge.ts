import { type Extent, isOverflow } from "./extent.js";
import { type Traffic, trafficIn } from "./order-lines.js";
import type { OrderConstraints, OrderTarget } from "./order-problem.js";
import { distinctTargets } from "./order-targets.js";
import { roundUp } from "./round-up.js";
import { structLayout, tailPaddingBytes, type StructLayout } from "./struct-layout.js";

/** An order of units, with what it is judged by. */
export type Judged = {
  readonly units: readonly number[];
  /** By distinct target. */
  readonly layouts: readonly StructLayout[];
  /** How far it is from allowed; 0 where it is. */
  readonly violations: number;
  /** Over all targets. */
  readonly nBytes: number;
  /** What decides between orders that are alike in these, by its weight from 0 to `nFurther`: less is better. Reckoned when first asked, as few orders come so far. */
  readonly further: (weight: number) => number;
};

export type Judge = {
  /** Those that differ; `weights` says how many there are of each, and `places` which is whose. */
  readonly targets: readonly OrderTarget[];
  readonly weights: readonly number[];
  readonly places: readonly number[];
  readonly constraints: OrderConstraints;
  readonly units: OrderConstraints["units"];
  readonly source: Judged;
  /** By distinct target: less than any order can have. */
  readonly leastBytes: readonly number[];
  /** An order without violations is allowed. What is soon seen to be no better than `rival` is not judged to the end. */
  readonly judge: (units: readonly number[], rival?: Judged) => Judged;
};

export function isBetter(a: Judged, b: Judged): boolean {
  if (a.violations !== b.violations) return a.violations < b.violations;
  if (a.nBytes !== b.nBytes) return a.nBytes < b.nBytes;
  for (let weight = 0; weight < nFurther; weight++) {
    const [own, other] = [a.further(weight), b.further(weight)];
    if (own !== other) return own < other;
  }
  return false;
}

const nFurther = 8;

/** Null where the struct is too large to compile. */
export function judgeOf(asked: readonly OrderTarget[], constraints: OrderConstraints): Judge | null {
  const { units } = constraints;
  const { targets, weights, places } = distinctTargets(asked);
  const inSourceOrder = units.map((_, unit) => unit);
  const layouts = layoutsOf(targets, units.flat());
  if (layouts === null) return null;
  const traffic = targets.map((target) => trafficIn(target, constraints));
  const now = traffic.map(({ of }, t) => of({ order: units.flat(), layout: layouts[t]! }));
  const total = <T>(values: readonly T[], of: (value: T, t: number) => number): number => sum(values, (value, t) => weights[t]! * of(value, t));
  const morePointers = (found: readonly StructLayout[]): number => total(found, ({ pointerBytes }, t) => Math.max(0, pointerBytes - layouts[t]!.pointerBytes));
  const nGroups = new Set(constraints.groups).size;
  const nTornIn = (order: readonly number[]): number => nPieces(order, constraints.groups) - nGroups;
  const areSingle = units.every((own, unit) => own.length === 1 && own[0] === unit);
  const fieldsOf = (order: readonly number[]): readonly number[] => {
    if (areSingle) return order;
    const fields: number[] = [];
    for (const unit of order) for (const field of units[unit]!) fields.push(field);
    return fields;
  };
  const sizes = targets.map(sizeIn);
  /** Most orders are ruled out by their size, which takes the least to find. */
  const isLarger = (fields: readonly number[], rival: Judged): boolean => {
    let [least, nBytes] = [0, 0];
    for (let t = 0; t < sizes.length; t++) {
      const sizeBytes = sizes[t]!(fields);
      nBytes += weights[t]! * sizeBytes;
      least += weights[t]! * Math.max(0, sizeBytes - layouts[t]!.sizeBytes);
    }
    return rival.violations < least || (rival.violations === least && rival.nBytes < nBytes);
  };
  const judge = (order: readonly number[], rival?: Judged): Judged => {
    const fields = fieldsOf(order);
    if (rival !== undefined && isLarger(fields, rival)) return { units: order, layouts, violations: Infinity, nBytes: Infinity, further: nothingFurther };
    const found = layoutsOf(targets, fields);
    if (found === null) return { units: order, layouts, violations: Infinity, nBytes: Infinity, further: nothingFurther };
    const nBytes = total(found, ({ sizeBytes }) => sizeBytes);
    const least = total(found, ({ sizeBytes }, t) => Math.max(0, sizeBytes - layouts[t]!.sizeBytes)) + (constraints.pointers === "no-more" ? morePointers(found) : 0) + (constraints.keep === "grouped" ? nTornIn(order) : 0);
    if (rival !== undefined && isOutdone(rival, { least, nBytes }, (allowed) => traffic.some(({ isWorse }, t) => isWorse({ order: fields, layout: found[t]! }, now[t]!, allowed / weights[t]!)))) return { units: order, layouts: found, violations: Infinity, nBytes, further: nothingFurther };
    const then = traffic.map(({ of }, t) => of({ order: fields, layout: found[t]! }));
    const known: number[] = [];
    const further = (weight: number): number => (known[weight] ??= reckon(weight));
    const reckon = (weight: number): number => {
      switch (weight) {
        case 0:
          return total(found, (layout, t) => Number(layout.trailingZeroSizeByte || endsEmpty(targets[t]!.fields, fields)));
        case 1:
          return total(then, ({ apart }) => sum(apart, (one) => one));
        case 2:
          return total(then, ({ together }) => sum(together, (one) => one));
        case 3:
          return total(found, (layout, t) => hotLines(targets[t]!, constraints, fields, layout));
        case 4:
          return nTornIn(order);
        case 5:
          return constraints.pointers === "fewest" ? total(found, ({ pointerBytes }) => pointerBytes) : 0;
        case 6:
          return nSwaps(fields);
        default:
          return -total(found, (layout, t) => tailPaddingBytes(fields.map((index) => targets[t]!.fields[index]!), layout));
      }
    };
    return { units: order, layouts: found, violations: least + total(then, (one, t) => newTraffic(now[t]!, one)), nBytes, further };
  };
  return { targets, weights, places, constraints, units, source: judge(inSourceOrder), leastBytes: targets.map(leastBytesOf), judge };
}

/** Of what is ruled out nobody asks more. */
function nothingFurther(): number {
  return Infinity;
}

/** Whether an order cannot be better than another, by what is known of it before its lines are counted: the least of its violations, and its bytes. */
function isOutdone(rival: Judged, { least, nBytes }: { readonly least: number; readonly nBytes: number }, isWorseBy: (allowed: number) => boolean): boolean {
  if (rival.violations < least || (rival.violations === least && rival.nBytes < nBytes)) return true;
  // Sums of parts in another order may differ in their last digits.
  return isWorseBy(rival.violations - least + 1e-9);
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

/** The size that `structLayout` gives the struct in some order; 0, which rules nothing out, for a struct of 1 GiB and more. */
function sizeIn({ fields }: OrderTarget): (order: readonly number[]) => number {
  if (maxFastBytes <= sum(fields, ({ sizeBytes, alignBytes }) => sizeBytes + alignBytes)) return () => 0;
  const sizes = Int32Array.from(fields, ({ sizeBytes }) => sizeBytes);
  const masks = Int32Array.from(fields, ({ alignBytes }) => alignBytes - 1);
  const mask = Math.max(0, ...masks);
  return (order) => {
    let endBytes = 0;
    let last = 0;
    for (const field of order) {
      last = sizes[field]!;
      const rest = masks[field]!;
      // Alignments are powers of 2.
      endBytes = ((endBytes + rest) & ~rest) + last;
    }
    return (endBytes + Number(0 < endBytes && last === 0) + mask) & ~mask;
  };
}

/** Sums below it have 32 bits. */
const maxFastBytes: number = 1 << 30;

/** What no order can be smaller than: the fields without holes. */
function leastBytesOf({ fields }: OrderTarget): number {
  return roundUp(sum(fields, ({ sizeBytes }) => sizeBytes), Math.max(1, ...fields.map(({ alignBytes }) => alignBytes)));
}

/** How much oftener independent writers share a line, and how many lines more are touched by what is used together. */
function newTraffic(now: Traffic, then: Traffic): number {
  const grown = (key: keyof Traffic): number => sum(then[key], (one, i) => Math.max(0, one - now[key][i]!));
  return grown("apart") + grown("together");
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
