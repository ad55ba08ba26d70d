export { type ElementUses, elementUses } from "./element-uses.js";
export type * from "./model.js";
export { knownOrderedEncoders, serialisingTags } from "./encoders.js";
export { openSafety, reorderHazards, type Safety, type SafetyOptions } from "./reorder-hazards.js";
