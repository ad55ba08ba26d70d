import type { Access, Arm, Choice } from "./model.js";

/** Whether no run makes both accesses: they stand in different arms of one statement. */
export function excludes(a: Pick<Access, "arm">, b: Pick<Access, "arm">): boolean {
  const taken = new Map<Choice, Arm>();
  for (let { arm } = a; arm !== null; arm = arm.parent) if (arm.choice !== null) taken.set(arm.choice, arm);
  for (let { arm } = b; arm !== null; arm = arm.parent) if (arm.choice !== null && taken.has(arm.choice) && taken.get(arm.choice) !== arm) return true;
  return false;
}

/** Whether an access accompanies another one: whenever the second runs, so does the first. */
export function accompanies(first: Pick<Access, "arm" | "seq">, second: { readonly arm: Arm | null; readonly seq: number }): boolean {
  for (let arm = second.arm; ; arm = arm.parent) {
    if (first.arm === arm) return true;
    if (arm === null || (arm.isTerminating && arm.endSeq < first.seq)) return false;
  }
}

