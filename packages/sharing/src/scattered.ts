import { allocation, startResidues } from "@cachelint/layout";
import { isOnlyHeld, type Type, underlying, usesOf } from "@cachelint/types";
import { evidenceOf } from "./evidence.js";
import { withoutDoubles } from "./fields.js";
import { isForeignLayout } from "./foreign-layout.js";
import type { Declared, DeclaredType, JudgeOptions } from "./judge.js";
import type { ScatteredFields } from "./misplaced.js";
import { objectCount } from "./many.js";
import { judgePair } from "./pairs.js";
import { type Group, groupsIn, type Together, togetherIn } from "./scattered-groups.js";
import { gathered, type Gathered, linesOf } from "./scattered-order.js";
import { usesOfWords, type Use } from "./use.js";
import { shortName, type Words, wordsOf } from "./words.js";

/** Fields that hot functions use together and that lie on more lines than they need, where a better order costs nothing. */
export function judgeScattered(options: JudgeOptions, { types }: Declared): readonly ScatteredFields[] {
  return types.flatMap((declared) => judgeStruct(options, declared) ?? []);
}

type Struct = { readonly options: JudgeOptions; readonly type: Type; readonly words: Words; readonly uses: readonly Use[]; readonly starts: readonly number[]; readonly functions: readonly Together[] };

const minPadBytes = 16;
const minGain = 2;

function judgeStruct(options: JudgeOptions, { object, root, type }: DeclaredType): ScatteredFields | null {
  const { program, world, isOwn, judged } = options;
  if (underlying(type).kind !== "struct" || !program.byRoot.has(root) || isForeignLayout(type)) return null;
  const words = wordsOf(world, type, isOwn);
  if (words === null || words.isAssumed || words.extent.sizeBytes <= 2 * judged.lineBytes) return null;
  // Where there are pads, somebody has arranged the fields.
  if (words.words.some(({ isPad, sizeBytes }) => isPad && minPadBytes <= sizeBytes)) return null;
  const uses = usesOfWords(program, root, words.words);
  const functions = togetherIn(program, uses);
  const starts = startResidues({ kind: "heap", sizeBytes: words.extent.sizeBytes, hasPointers: 0 < words.extent.pointerBytes }, judged.lineBytes, { goMinor: judged.goMinor, arch: world.arch });
  const struct: Struct = { options, type, words, uses, starts, functions };
  const found = groupsIn(functions).flatMap((group) => gainOf(struct, group) ?? []);
  const [best] = found.sort((a, b) => b.gain - a.gain || b.group.uses.length - a.group.uses.length);
  if (best === undefined) return null;
  if (isOnlyHeld(world, object) || usesOf(world, object).orderUses.some(({ kind }) => kind !== "unkeyed")) return null;
  const { group, lines, bestLines, order } = best;
  // Of few objects all lines are in the cache anyway.
  const isSure = 2 <= group.functions.length && objectCount(program, root, () => []) !== "few";
  const evidence = group.uses.flatMap(({ word, live }) => evidenceOf(program, shortName(word), live.filter(({ fn }) => group.functions.some((one) => one.fn === fn)), 2));
  return {
    kind: "scattered", place: { kind: "type", object }, fields: group.uses.map(({ word }) => shortName(word)), words: group.uses.map(({ word }) => ({ name: shortName(word), offsetBytes: word.offsetBytes, sizeBytes: word.sizeBytes })),
    functions: group.functions.map(({ fn }) => fn.name), lines, bestLines, front: order.front, evidence: withoutDoubles(evidence).slice(0, 8),
    lineBytes: judged.lineBytes, isAssumed: false, confidence: isSure ? "medium" : "low", score: isSure ? 4 : 2,
  };
}

type Gain = { readonly group: Group; readonly gain: number; readonly lines: number; readonly bestLines: number; readonly order: Gathered };

/** How many lines less a group takes in front of the others; null where that is no gain, costs bytes, or harms somebody. */
function gainOf(struct: Struct, group: Group): Gain | null {
  const { options: { world, judged }, type, words, starts, functions } = struct;
  const lines = linesOf(group.uses.map(({ word }) => word), starts, judged.lineBytes).fewest;
  if (lines < 1 + minGain) return null;
  const order = gathered(world, type, group.uses.map(({ word }) => word), words);
  if (order === null || words.extent.sizeBytes < order.extent.sizeBytes) return null;
  const context = { goMinor: judged.goMinor, arch: world.arch };
  const slotOf = ({ sizeBytes, pointerBytes }: Words["extent"]): number => allocation({ sizeBytes, hasPointers: 0 < pointerBytes }, context).slotBytes;
  if (slotOf(words.extent) < slotOf(order.extent)) return null;
  const bestLines = linesOf(group.uses.map(({ word }) => order.at(word)), starts, judged.lineBytes).most;
  if (lines - bestLines < minGain) return null;
  const isWorse = functions.some(({ uses }) => linesOf(uses.map(({ word }) => word), starts, judged.lineBytes).most < linesOf(uses.map(({ word }) => order.at(word)), starts, judged.lineBytes).most);
  return isWorse || meetsAnew(struct, order) ? null : { group, gain: lines - bestLines, lines, bestLines, order };
}

/** Words of independent writers come within a line of each other that were a line apart. */
function meetsAnew({ options: { program, judged }, uses }: Struct, order: Gathered): boolean {
  const then = new Map(uses.map((use) => [use, order.at(use.word).offsetBytes]));
  const around = { program, isLockFree: true, lineBytes: judged.lineBytes, uses, lineOf: () => [] };
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) < judged.lineBytes;
  return uses.some((written) => 0 < written.hotWrites.length && uses.some((other) => {
    if (written === other || isNear(written.word.offsetBytes, other.word.offsetBytes) || !isNear(then.get(written) ?? 0, then.get(other) ?? 0)) return false;
    const verdict = judgePair(around, written, other);
    return verdict !== null && 1 < verdict.score;
  }));
}
