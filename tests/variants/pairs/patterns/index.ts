import type { Sketch } from "../../sketch.js";
import type { PairPlan } from "../plan.js";
import { badPadForms, badPadsPlan } from "./bad-pads.js";
import { statsForms, statsPlan } from "./counters.js";
import { mpmcForms, mpmcPlan, spscForms, spscPlan } from "./cursors.js";
import { listForms, listsPlan, queueForms, queuePlan } from "./lists.js";
import { lockBesideForms, lockBesidePlan, twoLocksForms, twoLocksPlan } from "./locks.js";
import { loopForms, loopsPlan } from "./loops.js";
import { readMostlyForms, readMostlyPlan } from "./read-mostly.js";

/** What a pattern about two words of one struct can look like. */
export type PairPattern = { readonly name: string; readonly forms: { readonly flag: readonly string[]; readonly silent: readonly string[] }; readonly plan: (sketch: Sketch, form: string) => PairPlan };

export const pairPatterns: readonly PairPattern[] = [
  { name: "spsc-cursors", forms: spscForms, plan: spscPlan },
  { name: "mpmc-cursors", forms: mpmcForms, plan: mpmcPlan },
  { name: "free-lists", forms: listForms, plan: listsPlan },
  { name: "linked-queue", forms: queueForms, plan: queuePlan },
  { name: "read-mostly", forms: readMostlyForms, plan: readMostlyPlan },
  { name: "statistics", forms: statsForms, plan: statsPlan },
  { name: "lock-beside-word", forms: lockBesideForms, plan: lockBesidePlan },
  { name: "two-locks", forms: twoLocksForms, plan: twoLocksPlan },
  { name: "goroutine-counters", forms: loopForms, plan: loopsPlan },
  { name: "misplaced-pads", forms: badPadForms, plan: badPadsPlan },
];
