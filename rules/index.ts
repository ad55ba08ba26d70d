// Made by tools/generate.js from the folders beside it. Do not edit.
import type { Rule } from "@cachelint/lint";
import { brokenLayoutContract } from "./broken-layout-contract/rule.js";
import { falseSharing } from "./false-sharing/rule.js";
import { falseSharingElements } from "./false-sharing-elements/rule.js";
import { falseSharingGlobals } from "./false-sharing-globals/rule.js";
import { ineffectivePadding } from "./ineffective-padding/rule.js";
import { layoutDrift } from "./layout-drift/rule.js";
import { misalignedAtomic } from "./misaligned-atomic/rule.js";
import { pointerTail } from "./pointer-tail/rule.js";
import { scatteredHotFields } from "./scattered-hot-fields/rule.js";
import { sizeClassWaste } from "./size-class-waste/rule.js";
import { straddledField } from "./straddled-field/rule.js";
import { trailingZeroSize } from "./trailing-zero-size/rule.js";
import { unknownDirective } from "./unknown-directive/rule.js";
import { unusedAllow } from "./unused-allow/rule.js";
import { uselessPadding } from "./useless-padding/rule.js";
import { wastefulFieldOrder } from "./wasteful-field-order/rule.js";

/** Every rule, by id. */
export const allRules: readonly Rule[] = [brokenLayoutContract, falseSharing, falseSharingElements, falseSharingGlobals, ineffectivePadding, layoutDrift, misalignedAtomic, pointerTail, scatteredHotFields, sizeClassWaste, straddledField, trailingZeroSize, unknownDirective, unusedAllow, uselessPadding, wastefulFieldOrder];
export { brokenLayoutContract, falseSharing, falseSharingElements, falseSharingGlobals, ineffectivePadding, layoutDrift, misalignedAtomic, pointerTail, scatteredHotFields, sizeClassWaste, straddledField, trailingZeroSize, unknownDirective, unusedAllow, uselessPadding, wastefulFieldOrder };
