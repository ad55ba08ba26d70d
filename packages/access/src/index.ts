export type * from "./model.js";
export { readFunction } from "./read-function.js";
export type { Session } from "./walk.js";
export { accessesOf, accompanies, type Inlining, isDissolved } from "./inline.js";
export { isSameGoroutine, link, type Linked } from "./link.js";
export { type MadeIn, type Program, readProgram } from "./program.js";
export { nothingTold, type Told } from "./told.js";
export { isAtomicType, isLockType, placeType, typeRoot, variableRoot } from "./roots.js";
export { isConstructorName } from "./names.js";
