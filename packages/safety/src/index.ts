export { type ElementField, type ElementUses, elementUses } from "./element-uses.js";
export type * from "./model.js";
export { knownOrderedEncoders, serialisingTags } from "./encoders.js";
export { blocksSpokenOf } from "./place-comments.js";
export { openSafety, reorderHazards, type Safety, type SafetyOptions } from "./reorder-hazards.js";
