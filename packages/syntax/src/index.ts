export type * from "./ast.js";
export type * from "./outline.js";
