export type * from "./model.js";
export { type JudgeOptions, judgePackage } from "./judge.js";
