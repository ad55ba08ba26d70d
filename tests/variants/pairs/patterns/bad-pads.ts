import type { Sketch } from "../../sketch.js";
import type { PairPlan } from "../plan.js";
import { mpmcPlan, spscPlan } from "./cursors.js";
import { statsPlan } from "./counters.js";
import { readMostlyPlan } from "./read-mostly.js";
import { lockBesidePlan, twoLocksPlan } from "./locks.js";

export const badPadForms = {
  flag: ["too-small", "words-as-bytes", "operand", "before-only", "after-only", "outside", "third-word"],
  silent: ["padded"],
};

/** Words that somebody set apart, wrongly or rightly. */
export function badPadsPlan(sketch: Sketch, form: string): PairPlan {
  const base = sketch.draw.pick(["spsc", "mpmc", "statistics", "read-mostly", "lock", "locks"]);
  if (form === "padded") return makers[base]!(sketch, "padded");
  if (form === "third-word") return { ...statsPlan(sketch, "three-counters"), form: "bad:third-word", treatment: "bad-pads", rules, mustName: ["a", "b"], allows: [] };
  const plan = makers[base]!(sketch, plain[base]!);
  return { ...plan, form: `bad:${form}`, treatment: "bad-pads", rules, allows: [] };
}

const rules = ["ineffective-padding", "false-sharing", "useless-padding"];

const makers: Readonly<Record<string, (sketch: Sketch, form: string) => PairPlan>> = {
  spsc: spscPlan, mpmc: mpmcPlan, statistics: statsPlan, "read-mostly": readMostlyPlan, lock: lockBesidePlan, locks: twoLocksPlan,
};
const plain: Readonly<Record<string, string>> = { spsc: "both-loaded-spsc", mpmc: "cas", statistics: "two-adders", "read-mostly": "limit", lock: "counter", locks: "two-maps" };
