// Made by tools/generate.js from the folders beside it. Do not edit.
import type { Rule } from "@cachelint/lint";
import { trailingZeroSize } from "./trailing-zero-size/rule.js";
import { unknownDirective } from "./unknown-directive/rule.js";
import { unusedAllow } from "./unused-allow/rule.js";
import { wastefulFieldOrder } from "./wasteful-field-order/rule.js";

/** Every rule, by id. */
export const allRules: readonly Rule[] = [trailingZeroSize, unknownDirective, unusedAllow, wastefulFieldOrder];
export { trailingZeroSize, unknownDirective, unusedAllow, wastefulFieldOrder };
