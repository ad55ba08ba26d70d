import { archOf, sharedFraction, startResidues } from "@cachelint/layout";
import { coldBlock, coldFields } from "../cold.js";
import { type Bytes, type GoType, type Member, neverShare, placeMembers, pointerLike, sharedInHeap } from "../go-types.js";
import type { PadStyle } from "../pads.js";
import { addDependency, type Sketch } from "../sketch.js";
import { badPads } from "./bad-pads.js";
import type { PairPlan } from "./plan.js";
import type { Holder } from "./receiver.js";
import type { Separate, Shape } from "./shape.js";

/** How the treatment of a plan sets its words apart. */
export function separation(sketch: Sketch, plan: PairPlan, pads: PadStyle | null): Separate {
  if (plan.treatment === "far") return (members, isHot) => members.flatMap((member) => (isHot(member) ? [...coldBlock(sketch), member] : [member])).concat(coldBlock(sketch));
  if (plan.treatment === "bad-pads") return badPads(sketch, plan);
  if (pads === null) return (members) => members;
  return (members, isHot) => {
    const first = members.findIndex(isHot);
    return members.flatMap((member, i) => (isHot(member) ? [...(i === first ? [pads.full()] : []), member, member.type.sizeBytes <= 8 ? pads.after(member.type) : pads.full()] : [member]));
  };
}

/** The fields of the judged type: the words, what else the functions use, and what nobody does. */
export function arrange(sketch: Sketch, shape: Shape, used: readonly Member[], isSized: boolean): readonly Member[] {
  const { draw } = sketch;
  const size = draw.weighed([["small", 6], ["medium", 3], ["large", 1]]);
  sketch.dimensions["size"] = size;
  const isLarge = size === "large";
  const some = (): readonly Member[] => (size === "small" ? [] : isLarge ? [...coldBlock(sketch), ...coldFields(sketch, 4), ...coldBlock(sketch)] : coldFields(sketch, 2));
  const nBefore = draw.int(used.length + 1);
  const mixed = draw.shuffle(used);
  const neighbour = draw.weighed([["none", 40], ["absent-pointer", 4], ["absent-behind", isSized ? 0 : 2], ["absent-before", isSized ? 0 : 1]]);
  const absent = neighbour === "none" ? [] : [absentField(sketch, neighbour === "absent-pointer")];
  if (neighbour !== "none") sketch.dimensions["neighbour"] = neighbour;
  return [...some(), ...(neighbour === "absent-before" ? absent : []), ...mixed.slice(0, nBefore), ...shape.members, ...mixed.slice(nBefore), ...(neighbour === "absent-before" ? [] : absent), ...some()];
}

/** A field whose type comes from a module that is not there, as those of many repositories are when they are read. */
function absentField(sketch: Sketch, isPointer: boolean): Member {
  const { names } = sketch;
  const name = `${names.word()}log`;
  addDependency(sketch, "absent", { modulePath: "gone.example.org/logging", folder: name, qualifier: name, text: `package ${name}\n\ntype Sink struct {\n\tlevel int\n\tname  string\n}\n` });
  return { name: names.field(), type: isPointer ? pointerLike(`*${name}.Sink`) : { text: `${name}.Sink`, sizeBytes: 24, alignBytes: 8, hasPointers: true } };
}

/** Where the words lie in the object that holds them, and where the other fields do that functions use. */
export function bytesOf(plan: PairPlan, shape: Shape, members: readonly Member[], used: readonly Member[]): { readonly object: GoType; readonly words: readonly Bytes[]; readonly others: readonly Bytes[] } {
  const rootMembers = shape.apart?.members ?? members;
  const root = placeMembers(rootMembers, "");
  const words = shape.steps.map((steps, i) => ({ offsetBytes: offsetOf(rootMembers, steps, shape.bodies), sizeBytes: plan.words[i]!.style.type.sizeBytes }));
  const others = shape.apart !== null ? [] : used.map((member) => ({ offsetBytes: root.offsets[members.indexOf(member)]!, sizeBytes: member.type.sizeBytes }));
  return { object: root.type, words, others };
}

/** Whether the words lie as the expectation takes it: surely apart, or on one line at half of all starts or more. */
export function liesRight({ object, words, others }: ReturnType<typeof bytesOf>, holder: Holder, isApart: boolean): boolean {
  const [a, b] = words as readonly [Bytes, Bytes];
  if (isApart) return words.every((word, i) => words.every((other, j) => i === j || neverShare(word, other)) && others.every((other) => neverShare(word, other)));
  if (sharedInHeap(object, a, b) < 0.5) return false;
  if (holder.outer === null || object.sizeBytes < 16) return true;
  const { offsetBytes: by, kind, object: outer } = holder.outer;
  const starts = startResidues(kind === "heap" ? { kind, sizeBytes: outer.sizeBytes, hasPointers: outer.hasPointers } : { kind, sizeBytes: outer.sizeBytes }, 64, { arch: archOf("amd64")!, goMinor: 26 });
  return 0.5 <= sharedFraction({ ...a, offsetBytes: a.offsetBytes + by }, { ...b, offsetBytes: b.offsetBytes + by }, starts, 64);
}

/** Has the compiler confirm sizes and offsets. */
export function claimLayout(sketch: Sketch, shape: Shape, type: string, members: readonly Member[]): void {
  const rootType = shape.apart?.type ?? type;
  const rootMembers = shape.apart?.members ?? members;
  const variable = "claimedLayout";
  sketch.claims.push(`var ${variable} ${rootType}`, `var _ [${placeMembers(rootMembers, "").type.sizeBytes}]byte = [unsafe.Sizeof(${variable})]byte{}`);
  shape.steps.forEach((steps) => {
    const sum = steps.map((_, i) => `unsafe.Offsetof(${[variable, ...steps.slice(0, i + 1)].join(".")})`).join(" + ");
    sketch.claims.push(`var _ [${offsetOf(rootMembers, steps, shape.bodies)}]byte = [${sum}]byte{}`);
  });
}

function offsetOf(members: readonly Member[], steps: readonly string[], bodies: ReadonlyMap<string, readonly Member[]>): number {
  let body = members;
  let offset = 0;
  for (const step of steps) {
    const at = body.findIndex(({ name }) => name === step);
    offset += placeMembers(body, "").offsets[at]!;
    body = bodies.get(body[at]!.type.text) ?? [];
  }
  return offset;
}
