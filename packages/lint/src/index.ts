export { collectFacts, withoutFixes, type CollectOptions, statsOf, targetName, type TargetPackages } from "./collect.js";
export {
  type Category, defineDirectiveRule, defineRule, defineSharingRule, type DirectiveRule, type Draft, isSharingRule, isStructRule, type Messages, type OptionSchema, type OptionSchemas, type OptionValue,
  type OptionValues, type Rule, type RuleContext, type RuleFacts, type SharingRule, type StructRule, type Wording, wordingText,
} from "./define-rule.js";
export { directiveWords, type NamedRule, type PlacedDirective, type Reach, readDirective, type ReadDirective } from "./directive.js";
export type { DirectiveUse, UnusedAllow } from "./directive-use.js";
export { type Bound, boundFor, boundText, type Contract, keeps, readContract, withoutReason } from "./contract.js";
export type * from "./model.js";
export { confidenceIn, type Doubt, doubtMessages, doubtsOf } from "./doubts.js";
export { cureFix, uselessPadFix } from "./fixes/cure-fix.js";
export { movedFieldFix } from "./fixes/moved-field-fix.js";
export { type FileEdits, selectEdits, selectFixes, withEdits } from "./fixes/select-edits.js";
export { isNoOrder } from "./fixes/choose-order.js";
export { reorderFix } from "./fixes/reorder-fix.js";
export { freeMeasure, isOffHeap, type KnownMeasure } from "./free-measure.js";
export { nearestWord } from "./nearest-word.js";
export { encodingKeys, grouped, namesInOrder } from "./order-words.js";
export { referenceOf, wholeText } from "./other-types.js";
export { isPadded } from "./placed-by-hand.js";
export { type RunOptions, runRules } from "./run-rules.js";
export {
  defaultOptions, defaultSettings, type EffectiveSetting, failsRun, type LintSettings, type Override, reachesConfidence, reachesLevel, readRuleSetting, type RuleSetting,
  ruleSettingSchema, settingFor,
} from "./settings.js";
export { type Touch, touchesOf } from "./touches.js";
export { Suppressions } from "./suppress.js";
export { type Cost, movedIndices, type Waste, wasteIn, wasteOf } from "./waste.js";
export type { SharingFacts } from "./sharing.js";
export { cureMessages, cureNotes } from "./cure-words.js";
export { proofMessages, proofOf } from "./sharing-messages.js";
export { certaintyText, crowdText, listOf, placeName, wordText } from "./sharing-words.js";
