import type { Declared, JudgeOptions } from "./judge.js";
import { judgeMisaligned } from "./misaligned.js";
import type { Misplaced } from "./misplaced.js";
import { judgeScattered } from "./scattered.js";
import { judgeStraddled } from "./straddled.js";
import { judgePads } from "./useless-pads.js";

/** Words of a package, and pads, that lie in the wrong place under one target. */
export function judgeMisplaced(options: JudgeOptions, declared: Declared): readonly Misplaced[] {
  return [...judgeMisaligned(options, declared), ...judgePads(options, declared), ...judgeStraddled(options, declared), ...judgeScattered(options, declared)];
}
