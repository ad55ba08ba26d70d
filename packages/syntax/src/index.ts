export type * from "./ast.js";
export type * from "./outline.js";
export { scanFile } from "./scan.js";
export { readHeader } from "./scan-header.js";
export type { BuildLine, FileHeader } from "./scan-header.js";
export { runeValue, unquoteGo } from "./literals.js";
export type { StringValue } from "./literals.js";
