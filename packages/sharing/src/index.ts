export type * from "./misplaced.js";
export { type CureTarget, cureOf } from "./cure-of.js";
export type * from "./cure/model.js";
export type * from "./model.js";
export { isLocalPlace } from "./model.js";
export { type Hint, type Hints, noHints } from "./hints.js";
export { type AccessConstraints, orderConstraints, type OrderReading } from "./order-constraints.js";
export { withHints } from "./with-hints.js";
export { type Judgement, type JudgeOptions, judgePackage } from "./judge.js";
