import { coldWords } from "../cold.js";
import { type Member, placeMembers, sliceOf, structText } from "../go-types.js";
import { drawLock } from "../locks.js";
import type { Expectation } from "../model.js";
import { capital, small } from "../names.js";
import { drawPads } from "../pads.js";
import { addToPackage, importPath, type Sketch } from "../sketch.js";
import { arrange, bytesOf, claimLayout, liesRight, separation } from "./arrange.js";
import { type Condition, conditionOf, conditions, type Wrap } from "./conditions.js";
import { drive } from "./drive.js";
import type { Ops, PairPlan } from "./plan.js";
import { opsOf, type Reach, type ReachContext, reaches } from "./reach.js";
import { type Holder, holderOf, type Receiver, receivers } from "./receiver.js";
import { type Shape, shapeOf, type Where, wheres } from "./shape.js";

/** Ways of writing that stand in for the usual ones. */
export type PairExtras = { readonly ops?: (context: ReachContext, prologue: string[]) => Ops; readonly wrap?: Wrap; readonly drive?: (holder: Holder, calls: readonly string[]) => readonly string[] };

export type PairChoice = { readonly where: Where; readonly reach: Reach; readonly receiver: Receiver; readonly condition: Condition; readonly drive: "none" | "goroutines" };

/** Chooses how a plan is written. Half of the programs are plain in each respect, so that a failure can be told from its neighbours. */
export function choosePair({ draw }: Sketch, plan: PairPlan): PairChoice {
  const receiver = plan.treatment === "one-goroutine" || plan.treatment === "many" ? draw.pick<Receiver>(["method", "method", "function"]) : draw.weighed<Receiver>(receivers.filter(([name]) => (name !== "generic" && name !== "other-package") || plan.allows?.includes(name) === true));
  const where = draw.weighed<Where>(wheres.filter(([name]) => fits(name, plan, receiver)));
  const reach = draw.weighed<Reach>(reaches.filter(([name]) => receiver !== "other-package" || !["helper", "helper-of-helper", "inner-method", "pointer-helper", "accessor"].includes(name)));
  // In a program that is right, a flag that all functions read would be one more word to set apart.
  const condition = draw.weighed<Condition>(conditions.filter(([name]) => (plan.kind === "flag" && receiver !== "other-package" && plan.treatment === "none") || !name.includes("field")));
  return { where, reach, receiver, condition: receiver === "other-package" || (plan.treatment !== "none" && condition === "loop-select") ? "none" : condition, drive: draw.chance(0.4) ? "goroutines" : "none" };
}

/** Writes a plan into a program, and says what is to be expected of it; null where the words do not lie as the plan wants. */
export function renderPair(program: Sketch, plan: PairPlan, choice: PairChoice, extras: PairExtras = {}): Expectation | null {
  const isOpen = choice.receiver === "other-package";
  const sketch: Sketch = isOpen ? { ...program, names: { ...program.names, field: () => capital(program.names.field()), type: () => capital(program.names.type()) } } : program;
  const { draw, names } = sketch;
  Object.assign(sketch.dimensions, { where: choice.where, reach: choice.reach, receiver: choice.receiver, condition: choice.condition, drive: choice.drive });
  const isApart = plan.treatment === "padded" || plan.treatment === "far";
  const isGeneric = choice.receiver === "generic";

  const wrap = extras.wrap ?? conditionOf(sketch, choice.condition);
  const pads = plan.treatment === "padded" ? drawPads(sketch) : null;
  const canHoldPads = ["own-inner", "twin-inner", "generic-inner", "anonymous-each", "embedded-each"].includes(choice.where);
  const inside = pads !== null && canHoldPads && draw.chance(0.6) ? (word: Member): readonly Member[] => [pads.full(), word, choice.where === "generic-inner" || 8 < word.type.sizeBytes ? pads.full() : pads.after(word.type)] : null;
  if (inside !== null) sketch.dimensions["pads"] = `${sketch.dimensions["pads"]!}-inside`;
  const between = plan.words.slice(1).map(() => (isApart || plan.treatment === "bad-pads" || draw.chance(0.5) ? [] : coldWords(sketch, 2)));
  const embedsLocks = !isOpen && choice.where === "flat" && ["direct", "closure", "helper"].includes(choice.reach) && plan.words.some(({ style }) => style.type.text.startsWith("sync.")) && draw.chance(0.35);
  const shape = shapeOf(sketch, plan, choice.where, { between, separate: inside === null ? separation(sketch, plan, pads) : (members) => members, inside, embedsLocks });
  if (embedsLocks) sketch.dimensions["lock"] += "-embedded";

  const type = names.type();
  const fields = new Map(plan.fields.map(({ key }) => [key, names.field()]));
  const used: readonly Member[] = [...plan.fields.map(({ key, type: own }) => ({ name: fields.get(key)!, type: own })), ...(wrap.field === null ? [] : [wrap.field])];
  const lock = plan.treatment === "one-lock" ? lockMember(sketch) : null;
  const members: readonly Member[] = [...arrange(sketch, shape, lock === null ? used : [...used, lock.member], isApart || isGeneric), ...(isGeneric ? [{ name: names.field(), type: sliceOf("E") }] : [])];
  const placed = placeMembers(members, type);
  const holder = holderOf(sketch, choice.receiver, { type, placed, init: (base) => [...plan.fields.flatMap(({ key, init }) => (init === undefined ? [] : [`${base}.${fields.get(key)!} = ${init}`])), ...shape.init(base), ...plan.words.flatMap(({ key, init }) => (init === undefined ? [] : [`${[base, ...shape.spots.get(key)!.path].join(".")} = ${init}`]))] });
  if (!liesRight(bytesOf(plan, shape, members, used), holder, isApart)) return null;

  sketch.decls.push(...plan.decls, ...shape.decls, `type ${type}${isGeneric ? "[E any]" : ""} ${structText(members)}`, ...holder.decls);
  const helpers = new Map<string, string>();
  const context: ReachContext = {
    sketch, plan, reach: choice.reach, spots: shape.spots, fields, base: holder.base, receiver: `${holder.self} *${type}${isGeneric ? "[E]" : ""}`, helpers, helperNames: new Map<string, string>(),
  };
  const functions = draw.shuffle(plan.functions).map((fn, i) => {
    const name = fn.name ?? (plan.treatment === "one-goroutine" && fn.isApart !== true ? small(names.func()) : names.func());
    const prologue: string[] = [];
    const body = fn.body((extras.ops ?? opsOf)(context, prologue));
    const lines = [...prologue, body].join("\n");
    const wrapped = fn.isBare === true ? lines : wrap.wrap(lines, fn.results, holder.base);
    const locked = lock === null ? wrapped : `${lock.text(holder.base)}\n${wrapped}`;
    // One function of an open type stands in another package.
    const isElsewhere = isOpen && i === 0;
    const results = fn.results.length === 0 ? "" : fn.results.length === 1 ? ` ${fn.results[0]!}` : ` (${fn.results.join(", ")})`;
    return { fn, name, isElsewhere, text: `func ${holder.receiverOf(name, fn.params, isElsewhere)}${results} {\n${locked}\n}` };
  });
  for (const { text, isElsewhere } of functions) {
    if (isElsewhere) addToPackage(sketch, "internal/tool", "tool", text.replace(`*${type}`, `*${sketch.packageName}.${type}`));
    else sketch.decls.push(text);
  }
  if (isOpen) sketch.imports.set(sketch.packageName, importPath(sketch));
  sketch.decls.push(...helpers.values(), ...drive(sketch, plan, choice.drive, holder, functions.filter(({ isElsewhere }) => !isElsewhere), extras.drive));
  claimLayout(sketch, shape, isGeneric ? `${type}[int]` : type, members);

  if (plan.kind === "silent") return { kind: "silent", type, alsoTypes: [...shape.alsoTypes, ...shape.bodies.keys(), ...Object.values(plan.types)].filter((name) => !name.includes("\n")), container: null, fields: [] };
  const named = (plan.mustName ?? plan.words.map(({ key }) => key)).flatMap((key) => ownSteps(shape, plan.words.findIndex((word) => word.key === key)));
  return { kind: "flag", rules: plan.rules ?? ["false-sharing"], type, alsoTypes: shape.alsoTypes, container: null, fields: [...new Set(named)], isDoubtful: plan.isDoubtful ?? false };
}

/** The steps to a word from the struct that holds all of them: a finding may name any of these. */
function ownSteps({ steps }: Shape, i: number): readonly string[] {
  const own = steps[i]!;
  const nShared = own.findIndex((step, at) => steps.some((other) => other[at] !== step));
  return own.slice(nShared);
}

/** A lock of the judged type that every function takes first. */
function lockMember(sketch: Sketch): { readonly member: Member; readonly text: (base: string) => string } {
  const { type, lock, unlock } = drawLock(sketch);
  const isEmbedded = type.text.startsWith("sync.") && sketch.draw.chance(0.3);
  const name = isEmbedded ? type.text.replace("sync.", "") : sketch.names.field();
  const place = (base: string): string => (isEmbedded ? base : `${base}.${name}`);
  return { member: { name, type, isEmbedded }, text: (base) => `${lock(place(base))}\ndefer ${unlock(place(base))}` };
}

function fits(where: Where, plan: PairPlan, receiver: Receiver): boolean {
  if (receiver === "other-package") return where === "flat" || where === "anonymous-both" || where === "core-embedded";
  return where !== "twin-inner" || plan.words.every(({ style }) => style.type.text === plan.words[0]!.style.type.text);
}
