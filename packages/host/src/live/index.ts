export { type LiveOptions, type LivePackage, type LiveStruct, type LiveView, openLivePackage } from "./live-package.js";
export { type RestsOn, restsOn } from "./rests-on.js";
export { runTouches, type ShownTouch, type TouchQuestion } from "./run-touches.js";
export { type Shared, shareRuns } from "../open-run.js";
