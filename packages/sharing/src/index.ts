export type * from "./model.js";
export { type Hint, type Hints, noHints } from "./hints.js";
export { withHints } from "./with-hints.js";
export { type JudgeOptions, judgePackage } from "./judge.js";
