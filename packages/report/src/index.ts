export { coloured } from "./coloured.js";
export { problemText, type ShownProblem, type ShownUsageError, timingText, usageText } from "./messages-text.js";
export { isKnown, type ShownField, type ShownLayout, type ShownStruct, type ShownUnknowns, type UnknownPart } from "./model.js";
export { type Paint, plain } from "./paint.js";
export { showJson, showJsonLine } from "./show-json.js";
export { showText, type TextOptions } from "./show-text.js";
export { wrap } from "./wrap.js";
