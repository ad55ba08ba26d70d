import { archOf, sharedFraction, startResidues } from "@cachelint/layout";
import type { Member } from "../go-types.js";
import { drawLock } from "../locks.js";
import type { Expectation } from "../model.js";
import { small } from "../names.js";
import type { Sketch } from "../sketch.js";
import type { Element, Touch } from "./element.js";
import { elementHolder, type Holder, type HolderForm, holders } from "./holder.js";
import { type Index, type IndexForm, indexForms, indexOf } from "./indexes.js";
import type { ElementPlan } from "./plan.js";

const accesses = [
  ["direct", 6], ["alias", 6], ["element-method", 3], ["getter", 3], ["pointer-helper", 3], ["local-slice", 2], ["slice-helper", 2], ["index-helper", 2], ["deep-getter", 1], ["bound-index", 1],
] as const;
type Access = (typeof accesses)[number][0];

/** Writes a plan into a program, and says what is to be expected of it; null where the elements do not lie as the plan wants. */
export function renderElements(sketch: Sketch, plan: ElementPlan): Expectation | null {
  const { draw, names, decls } = sketch;
  const { element, nElements } = plan;
  const form = draw.weighed<HolderForm>(plan.holders?.map((name) => [name, 1] as const) ?? holders);
  const indexForm = draw.weighed<IndexForm>(plan.indexes?.map((name) => [name, 1] as const) ?? indexForms);
  const access = draw.weighed<Access>(accesses.filter(([name]) => name !== "element-method" || element.isOwn));
  Object.assign(sketch.dimensions, { holder: form, index: indexForm, access });
  const lockStyle = plan.treatment === "one-lock" ? drawLock(sketch, "outer-lock") : null;
  const lock: Member | null = lockStyle === null ? null : { name: names.field(), type: lockStyle.type };
  if (lock !== null && form === "named-slice") return null;
  const holder = elementHolder(sketch, form, element, nElements, { lock, isCounted: plan.isCounted === true });
  if (!liesRight(plan, holder, form)) return null;
  const index = indexOf(sketch, indexForm);
  const lockPlace = lock === null ? "" : holder.owner === "" ? lock.name : `${holder.owner}.${lock.name}`;

  const coldNames = draw.shuffle(["Close", "Reset", "Shutdown", "Resize", "Init", "Dump"]);
  const written = element.touches.map((touch, i) => {
    const name = plan.treatment === "cold" ? coldNames[i]! : plan.treatment === "one-goroutine" ? small(names.func()) : names.func();
    const params = [...index.params, ...touch.params];
    const isHidden = access === "getter" || access === "deep-getter";
    const body = [...(isHidden ? [] : holder.prologue), ...bodyOf(sketch, holder, element, touch, index, access)].join("\n");
    const locked = lockStyle === null ? body : `${lockStyle.lock(lockPlace)}\ndefer ${lockStyle.unlock(lockPlace)}\n${body}`;
    const results = touch.results.length === 0 ? "" : ` ${touch.results.join(", ")}`;
    decls.push(`func ${holder.receiverOf(name, params)}${results} {\n${locked}\n}`);
    return { name, args: [index.args, touch.args].filter((text) => text !== "").join(", ") };
  });
  decls.push(...drive(sketch, plan, holder, written));
  claim(sketch, element);

  const about = { type: element.name, alsoTypes: plan.kind === "silent" ? [] : holder.alsoTypes, container: holder.container };
  return plan.kind === "silent" ? { kind: "silent", ...about, fields: [] } : { kind: "flag", ...about, rules: plan.rules ?? ["false-sharing-elements"], fields: element.fields };
}

/** A body that touches the element at an index, in one way of many. */
function bodyOf(sketch: Sketch, holder: Holder, element: Element, touch: Touch, by: Index, access: Access): readonly string[] {
  const { names, decls } = sketch;
  const { cells } = holder;
  const index = by.text(holder.length);
  const own = element.type.text;
  const args = touch.params.map(([name]) => name);
  const params = touch.params.map(([name, type]) => `${name} ${type}`);
  const results = touch.results.length === 0 ? "" : ` ${touch.results.join(", ")}`;
  const give = touch.results.length === 0 ? "" : "return ";
  const pointer = { text: "c", isPointer: true } as const;
  const point = holder.pointTo?.(index) ?? `&${cells}[${index}]`;
  const asSlice = holder.sliceType.startsWith("[]") || holder.sliceType === holder.container ? cells : `${cells}[:]`;
  switch (holder.pointTo === null || ["element-method", "pointer-helper"].includes(access) ? access : "alias") {
    case "direct":
      return [`at := ${index}`, touch.body({ text: `${cells}[at]`, isPointer: false })];
    case "bound-index":
      return [`at := int(${index})`, `if at >= ${holder.length} {`, "at = 0", "}", `c := &${cells}[at]`, touch.body(pointer)];
    case "local-slice":
      return [`list := ${asSlice}`, `at := ${index}`, touch.body({ text: "list[at]", isPointer: false })];
    case "element-method": {
      const name = small(names.func());
      decls.push(`func (c *${element.name}) ${name}(${params.join(", ")})${results} {\n${touch.body(pointer)}\n}`);
      return [`${give}${point.replace(/^&/, "")}.${name}(${args.join(", ")})`];
    }
    case "pointer-helper": {
      const name = small(names.func());
      decls.push(`func ${name}(${[`c *${own}`, ...params].join(", ")})${results} {\n${touch.body(pointer)}\n}`);
      return [`${give}${name}(${[point, ...args].join(", ")})`];
    }
    case "slice-helper": {
      const name = small(names.func());
      decls.push(`func ${name}(${[`list []${own}`, "at int", ...params].join(", ")})${results} {\n${touch.body({ text: "list[at]", isPointer: false })}\n}`);
      return [`${give}${name}(${[asSlice, `int(${index})`, ...args].join(", ")})`];
    }
    case "index-helper": {
      const name = small(names.func());
      decls.push(`func ${name}(at, n int) int {\nif at < 0 {\nat = -at\n}\nreturn at % n\n}`);
      return [`c := &${cells}[${name}(int(${index}), ${holder.length})]`, touch.body(pointer)];
    }
    case "getter":
    case "deep-getter": {
      const reads = by.reads ?? by.params;
      const call = (name: string): string => `${holder.isMethod ? `${holder.owner}.` : ""}${name}(${reads.map(([name]) => name).join(", ")})`;
      const name = small(names.func());
      decls.push(`func ${holder.receiverOf(name, reads)} *${own} {\n${[...holder.prologue, `return ${point}`].join("\n")}\n}`);
      if (access === "getter") return [`c := ${call(name)}`, touch.body(pointer)];
      const outer = small(names.func());
      decls.push(`func ${holder.receiverOf(outer, reads)} *${own} {\nreturn ${call(name)}\n}`);
      return [`c := ${call(outer)}`, touch.body(pointer)];
    }
    case "alias":
      return [`c := ${point}`, touch.body(pointer)];
  }
}

function drive(sketch: Sketch, plan: ElementPlan, holder: Holder, functions: readonly { readonly name: string; readonly args: string }[]): readonly string[] {
  const { names, draw } = sketch;
  const start = holder.made === "" ? "" : `unit := ${holder.made}\n`;
  const called = functions.map(({ name, args }) => holder.call("unit", name, args));
  if (plan.treatment === "one-goroutine") {
    sketch.dimensions["drive"] = "one-forever";
    // What works on package variables is started once, and nobody can start it again.
    return [`func ${start === "" ? "init" : names.func()}() {\n${start}go func() {\nfor {\n${called.join("\n")}\n}\n}()\n}`];
  }
  const form = plan.treatment === "cold" || plan.isUndriven === true ? "none" : draw.weighed([["none", 3], ["goroutines", 1]]);
  sketch.dimensions["drive"] = form;
  return form === "none" ? [] : [`func ${names.func()}() {\n${start}for i := 0; i < 8; i++ {\ngo func() {\nfor {\n${called.join("\n")}\n}\n}()\n}\n}`];
}

/** Whether elements share lines, or surely do not, as the plan has it. */
function liesRight(plan: ElementPlan, holder: Holder, form: HolderForm): boolean {
  return [20, 26].every((goMinor) => goMinor < 22 && plan.treatment !== "padded" ? true : liesRightWith(plan, holder, form, goMinor));
}

function liesRightWith(plan: ElementPlan, holder: Holder, form: HolderForm, goMinor: number): boolean {
  const { element: { type, live }, nElements } = plan;
  const next = { ...live, offsetBytes: live.offsetBytes + type.sizeBytes };
  const context = { arch: archOf("amd64")!, goMinor };
  const lengths = plan.isCounted === true || form === "pointer-array" || form === "lone-array" || form === "global-array" ? [nElements] : [undefined, nElements];
  const starts = form === "global-array"
    ? [startResidues({ kind: "global-element", elementSizeBytes: type.sizeBytes, length: nElements }, 64, context)]
    : holder.isAllocation ? lengths.map((length) => startResidues({ kind: "heap-element", elementSizeBytes: type.sizeBytes, hasPointers: type.hasPointers, length }, 64, context)) : [[0, 8, 16, 24, 32, 40, 48, 56]];
  const shares = starts.map((list) => sharedFraction(live, next, list, 64));
  // One by one, each has a slot of the allocator to itself.
  if (form === "pointer-slice") return 64 <= type.sizeBytes;
  if (plan.treatment === "padded") return shares.every((share) => share === 0);
  return shares.every((share) => 0.4 <= share);
}

function claim(sketch: Sketch, { type }: Element): void {
  sketch.claims.push(`var claimedLayout ${type.text}`, `var _ [${type.sizeBytes}]byte = [unsafe.Sizeof(claimedLayout)]byte{}`);
}
