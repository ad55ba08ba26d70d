export { Clock } from "./clock.js";
export type { ProcessEnv } from "./environment.js";
export { nearest } from "./nearest.js";
export type { RunOptions } from "./open-run.js";
export { runShow, type ShowResult } from "./run-show.js";
export type { ToldProblem } from "./told-problems.js";
export { UsageError, type SourceRange } from "./usage-error.js";
