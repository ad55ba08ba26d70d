import type { Cure, CureCost, CureItem, ElementCure, FieldCure, GlobalCure, Spot } from "@cachelint/sharing";
import type { SharingFacts } from "./sharing.js";
import { listOf } from "./sharing-words.js";
import { movedIndices } from "./waste.js";

/** Texts about cures; spread them into `messages`. */
export const cureMessages = {
  cure: "{title}: {bytes}.",
  layout: "Now: {before}. Then: {after}.",
  noCure: "Put a cache line between the two: fields that nobody writes, or a pad.",
} as const;

type CureWording =
  | { readonly message: "cure"; readonly data: { readonly title: string; readonly bytes: string } }
  | { readonly message: "layout"; readonly data: { readonly before: string; readonly after: string } }
  | { readonly message: "noCure"; readonly data?: undefined };

/** What to do, what it costs, and what lies where then. */
export function cureNotes({ cure, conflict }: Pick<SharingFacts, "cure" | "conflict">): readonly CureWording[] {
  if (cure === null) return [{ message: "noCure" }];
  const isOpen = conflict.kind === "elements" && conflict.bytes?.isStruct === true;
  const cured: CureWording = { message: "cure", data: { title: cureTitle(cure, isOpen), bytes: bytesText(cure) } };
  return cure.kind === "regroup" || cure.kind === "pads" || cure.kind === "line-pads" ? [cured, { message: "layout", data: { before: spotsText(cure.before, cure), after: spotsText(cure.after, cure) } }] : [cured];
}

/** `Move buf and mask behind head and put _ [24]byte before tail`. */
export function cureTitle(cure: Cure, isOpen: boolean): string {
  switch (cure.kind) {
    case "regroup":
    case "pads":
    case "line-pads":
      return fieldTitle(cure);
    case "one-struct":
      return globalTitle(cure);
    default:
      return elementTitle(cure, isOpen);
  }
}

const mostMoves = 3;

function fieldTitle(cure: FieldCure): string {
  const { names, items } = cure;
  const order = items.flatMap((item) => (item.kind === "field" ? [item.index] : []));
  return sentence([...moveTexts(names, order), ...padTexts(cure)]);
}

/** `Move done between open and start`: what takes fields from the order of the source to another. */
export function orderTitle(names: readonly string[], order: readonly number[]): string {
  return sentence(moveTexts(names, order));
}

function moveTexts(names: readonly string[], order: readonly number[]): readonly string[] {
  const runs = runsOf(order, new Set(movedIndices(order)));
  return mostMoves < runs.length ? [`order the fields ${order.map((index) => names[index] ?? "").join(", ")}`] : runs.map((run) => moveText(names, order, run));
}

function sentence(parts: readonly string[]): string {
  const text = listOf(parts);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Moved fields that stand together in the new order. */
function runsOf(order: readonly number[], moved: ReadonlySet<number>): readonly (readonly number[])[] {
  const runs: number[][] = [];
  order.forEach((index, i) => {
    if (!moved.has(index)) return;
    if (0 < i && moved.has(order[i - 1] ?? -1)) runs.at(-1)?.push(index);
    else runs.push([index]);
  });
  return runs;
}

function moveText(names: readonly string[], order: readonly number[], run: readonly number[]): string {
  const before = order[order.indexOf(run[0] ?? 0) - 1];
  const after = order[order.indexOf(run.at(-1) ?? 0) + 1];
  const where = after === undefined ? "to the end" : before === undefined ? "to the front" : `between ${names[before] ?? ""} and ${names[after] ?? ""}`;
  return `move ${listOf(run.map((index) => names[index] ?? ""))} ${where}`;
}

function padTexts({ names, items, before, after }: FieldCure): readonly string[] {
  const isReplaced = after.filter(({ isPad, name }, i) => isPad && (name !== "_" || items[i]?.kind === "field")).length < before.filter(({ isPad }) => isPad).length;
  const widened: string[] = [];
  const put = new Map<string, string[]>();
  items.forEach((item, i) => {
    if (item.kind === "field") return;
    const next = nameAfter(names, items, i);
    const wide = after[i - 1];
    if (item.kind === "bytes" && wide?.isPad) widened.push(`make the pad before ${next} ${String(wide.sizeBytes + item.sizeBytes)} bytes`);
    else put.set(padText(item), [...(put.get(padText(item)) ?? []), next]);
  });
  return [...widened, ...[...put].map(([pad, nexts]) => (isReplaced ? `make the pad before ${listOf(nexts)} ${pad}` : `put ${pad} before ${listOf(nexts)}`))];
}

function padText(item: Exclude<CureItem, { readonly kind: "field" }>): string {
  return item.kind === "line" ? "_ cpu.CacheLinePad" : `_ [${String(item.sizeBytes)}]byte`;
}

function nameAfter(names: readonly string[], items: readonly CureItem[], at: number): string {
  const next = items.slice(at + 1).find(({ kind }) => kind === "field");
  return next?.kind === "field" ? (names[next.index] ?? "") : "the end";
}

function elementTitle({ kind, padBytes, lineBytes, isPacked }: ElementCure, isOpen: boolean): string {
  if (isPacked) return padBytes === 0 ? "Move the pads to the end of each element" : `Move the pads to the end of each element, and add _ [${String(padBytes)}]byte`;
  const line = String(lineBytes);
  const pad = kind === "element-line-pad" ? "_ cpu.CacheLinePad" : kind === "wrapper" ? `_ [(${line} - unsafe.Sizeof(T{})%${line}) % ${line}]byte` : `_ [${String(padBytes)}]byte`;
  return kind === "wrapper" || !isOpen ? `Wrap each element T in struct { T; ${pad} }` : `End each element with ${pad}`;
}

function globalTitle({ names, padsBytes }: GlobalCure): string {
  const fields = names.map((name, i) => (i === 0 ? name : `_ [${String(padsBytes[i - 1] ?? 0)}]byte, ${name}`));
  return `Make them fields of one variable, with pads: ${fields.join(", ")}`;
}

/** `48 to 80 bytes an instance`; targets that differ are told too. */
function bytesText({ kind, costs }: Cure): string {
  const unit = kind === "one-struct" ? "in all" : kind === "element-pad" || kind === "element-line-pad" || kind === "wrapper" ? "an element" : "an instance";
  const text = ({ before, after, extraBytes }: CureCost): string => (extraBytes === 0 ? `no bytes more ${unit}` : `${String(before.costBytes)} to ${String(after.costBytes)} bytes ${unit}`);
  const texts = [...new Set(costs.map(text))];
  if (texts.length < 2) return texts.join("");
  return texts.map((one) => `${one} (${costs.filter((cost) => text(cost) === one).map(({ target }) => target).join(", ")})`).join(", ");
}

/** `head 0, mask 8 | tail 64`: lines apart, counted from the start of the object; of many fields those that stay and matter to nobody are counted only. */
function spotsText(spots: readonly Spot[], cure: FieldCure): string {
  const [full, brief] = [spotsIn(spots, cure, true), spotsIn(spots, cure, false)];
  return full.length <= longestSpots || full.length <= brief.length ? full : brief;
}

const longestSpots = 150;

function spotsIn(spots: readonly Spot[], { lineBytes, items, names }: FieldCure, isFull: boolean): string {
  const order = items.flatMap((item) => (item.kind === "field" ? [item.index] : []));
  const moved = new Set(movedIndices(order).map((index) => names[index] ?? ""));
  let line = 0;
  let nHidden = 0;
  const parts: string[] = [];
  const flush = (): void => {
    if (0 < nHidden) parts.push(`${nHidden === 1 ? "1 field" : `${String(nHidden)} fields`}`);
    nHidden = 0;
  };
  const isLong = mostSpots < spots.length;
  withoutDoublePads(spots).forEach(({ name, offsetBytes, sizeBytes, isHot, isPad }, i, { length }) => {
    const own = Math.floor(offsetBytes / lineBytes);
    const isNew = line < own;
    line = Math.max(line, own);
    if (!isHot && !isPad && (isFull ? isLong && !moved.has(name) : true)) {
      if (isNew) {
        flush();
        parts.push("|");
      }
      nHidden++;
      return;
    }
    flush();
    if (isNew) parts.push("|");
    parts.push(isPad ? `${name === "_" ? "" : `${name} `}pad ${String(sizeBytes)}` : `${name} ${String(offsetBytes)}`);
    if (i === length - 1) flush();
  });
  flush();
  return parts.join(", ").replaceAll(", |, ", " | ").replace(/^\|, /, "");
}

const mostSpots = 10;

function withoutDoublePads(spots: readonly Spot[]): readonly Spot[] {
  return spots.reduce<readonly Spot[]>((row, spot) => {
    const last = row.at(-1);
    return last?.isPad && spot.isPad ? [...row.slice(0, -1), { ...last, sizeBytes: spot.offsetBytes + spot.sizeBytes - last.offsetBytes }] : [...row, spot];
  }, []);
}
