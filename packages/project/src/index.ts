export type * from "./model.js";
export { buildContext } from "./context.js";
export { displayPath } from "./display-path.js";
export { findPackage } from "./find-package.js";
export { loadPackage } from "./load-package.js";
export { openWorkspace, type OpenOptions } from "./open-workspace.js";
export type { Goroot, Workspace } from "./workspace.js";
export { matchPatterns, type MatchOptions, type PatternMatch } from "./match-patterns.js";
