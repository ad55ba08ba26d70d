import { type GoType, type Member, placeMembers, pointerLike, structText } from "../go-types.js";
import { coldWords } from "../cold.js";
import type { Sketch } from "../sketch.js";
import type { PairPlan } from "./plan.js";
import type { Spot } from "./reach.js";

export const wheres = [
  ["flat", 10], ["own-inner", 2], ["twin-inner", 2], ["generic-inner", 1], ["anonymous-each", 1], ["anonymous-both", 1], ["embedded-each", 2], ["core-value", 2], ["core-embedded", 2], ["core-pointer", 2], ["deep", 1],
] as const;
export type Where = (typeof wheres)[number][0];

/** How the words of a plan come to lie in its type. */
export type Shape = {
  /** What the judged type holds for the words, in order; `hot` are those that hold one. */
  readonly members: readonly Member[];
  readonly spots: ReadonlyMap<string, Spot>;
  /** The way to each word with every step of it, embedded ones among them. */
  readonly steps: readonly (readonly string[])[];
  readonly decls: readonly string[];
  /** The fields of structs around the words, by the text of their type. */
  readonly bodies: ReadonlyMap<string, readonly Member[]>;
  /** Other names under which a finding may go. */
  readonly alsoTypes: readonly string[];
  /** A struct behind a pointer that holds all words: the object that is judged then. */
  readonly apart: { readonly type: string; readonly members: readonly Member[] } | null;
  /** Statements of a constructor, `base` being the new object. */
  readonly init: (base: string) => readonly string[];
};

/** Sets words apart from each other and from what lies before, and leaves them side by side where a plan wants that. */
export type Separate = (members: readonly Member[], isHot: (member: Member) => boolean) => readonly Member[];

/** Puts the words where `where` says. `between` are cold fields between them, `inside` pads for structs of one word. */
export function shapeOf(sketch: Sketch, plan: PairPlan, where: Where, { between, separate, inside, embedsLocks }: {
  readonly between: readonly (readonly Member[])[]; readonly separate: Separate; readonly inside: ((member: Member) => readonly Member[]) | null;
  /** A lock of the standard library may be embedded. */ readonly embedsLocks: boolean;
}): Shape {
  const { names } = sketch;
  const words: readonly Member[] = plan.words.map(({ style }) => ({ name: names.field(), type: style.type }));
  const keys = plan.words.map(({ key }) => key);
  const weave = (hot: readonly Member[]): readonly Member[] => separate(hot.flatMap((member, i) => [...(i === 0 ? [] : between[i - 1] ?? []), member]), (member) => hot.includes(member));
  const spots = (path: (i: number) => readonly string[], owner: (i: number) => Spot["owner"] = () => null): ReadonlyMap<string, Spot> => new Map(keys.map((key, i) => [key, { path: path(i), owner: owner(i) }]));
  const base = { decls: [], bodies: new Map<string, readonly Member[]>(), alsoTypes: [], apart: null, init: () => [] } as const;
  const ones = (word: Member): readonly Member[] => inside?.(word) ?? [word, ...coldWords(sketch, 1)];

  switch (where) {
    case "flat": {
      const at = embedsLocks ? words.findIndex(({ type }) => type.text.startsWith("sync.")) : -1;
      const flat = words.map((word, i): Member => (i === at ? { ...word, name: word.type.text.replace("sync.", ""), isEmbedded: true } : word));
      return { ...base, members: weave(flat), spots: spots((i) => (i === at ? [] : [flat[i]!.name])), steps: flat.map(({ name }) => [name]) };
    }
    case "own-inner":
    case "embedded-each": {
      const bodies = words.map(ones);
      const types = words.map(() => names.type());
      const placed = bodies.map((body, i) => placeMembers(body, types[i]!));
      const isEmbedded = where === "embedded-each";
      const hot = words.map((_, i): Member => ({ name: isEmbedded ? types[i]! : names.field(), type: placed[i]!.type, isEmbedded }));
      const path = (i: number): readonly string[] => (isEmbedded ? [words[i]!.name] : [hot[i]!.name, words[i]!.name]);
      return {
        ...base, members: weave(hot), spots: spots(path, (i) => ({ type: types[i]!, path: isEmbedded ? [] : [hot[i]!.name] })), steps: words.map(({ name }, i) => [hot[i]!.name, name]),
        decls: types.map((type, i) => `type ${type} ${structText(bodies[i]!)}`), bodies: new Map(types.map((type, i) => [type, bodies[i]!])),
      };
    }
    case "twin-inner": {
      const word = words[0]!;
      const body = ones(word);
      const type = names.type();
      const placed = placeMembers(body, type);
      const hot = words.map((): Member => ({ name: names.field(), type: placed.type }));
      return {
        ...base, members: weave(hot), spots: spots((i) => [hot[i]!.name, word.name], (i) => ({ type, path: [hot[i]!.name] })),
        steps: hot.map(({ name }) => [name, word.name]), decls: [`type ${type} ${structText(body)}`], bodies: new Map([[type, body]]),
      };
    }
    case "generic-inner": {
      const type = names.type();
      const value = names.field();
      const bodyOf = (word: GoType, text: string): readonly Member[] => (inside?.({ name: value, type: word }) ?? [{ name: value, type: word }]).map((member) => (member.name === value ? { ...member, type: { ...word, text } } : member));
      const hot = words.map((word): Member => {
        const text = `${type}[${word.type.text}]`;
        return { name: names.field(), type: placeMembers(bodyOf(word.type, word.type.text), text).type };
      });
      return {
        ...base, members: weave(hot), spots: spots((i) => [hot[i]!.name, value]), steps: hot.map(({ name }) => [name, value]),
        decls: [`type ${type}[V any] ${structText(bodyOf(words[0]!.type, "V"))}`], bodies: new Map(hot.map(({ type: { text } }, i) => [text, bodyOf(words[i]!.type, words[i]!.type.text)])),
      };
    }
    case "anonymous-each": {
      const bodies = words.map(ones);
      const hot = bodies.map((body): Member => ({ name: names.field(), type: placeMembers(body, structText(body)).type }));
      return { ...base, members: weave(hot), spots: spots((i) => [hot[i]!.name, words[i]!.name]), steps: hot.map(({ name }, i) => [name, words[i]!.name]), bodies: new Map(hot.map(({ type }, i) => [type.text, bodies[i]!])) };
    }
    case "anonymous-both": {
      const body = weave(words);
      const both: Member = { name: names.field(), type: placeMembers(body, structText(body)).type };
      return { ...base, members: [both], spots: spots((i) => [both.name, words[i]!.name]), steps: words.map(({ name }) => [both.name, name]), bodies: new Map([[both.type.text, body]]), alsoTypes: [`${both.name}.struct`] };
    }
    case "core-value":
    case "core-embedded":
    case "core-pointer":
    case "deep": {
      const body = [...weave(words), ...(where === "core-pointer" ? coldWords(sketch, 2) : [])];
      const type = names.type();
      const placed = placeMembers(body, type);
      const decls = [`type ${type} ${structText(body)}`];
      const bodies = new Map([[type, body]]);
      const also = { ...base, decls, bodies, alsoTypes: [type] };
      if (where === "core-embedded") return { ...also, members: [{ name: type, type: placed.type, isEmbedded: true }], spots: spots((i) => [words[i]!.name], () => ({ type, path: [] })), steps: words.map(({ name }) => [type, name]) };
      const member: Member = { name: names.field(), type: where === "core-pointer" ? pointerLike(`*${type}`) : placed.type };
      const own = { ...also, members: [member], spots: spots((i) => [member.name, words[i]!.name], () => ({ type, path: [member.name], isPointer: where === "core-pointer" })), steps: words.map(({ name }) => [member.name, name]) };
      if (where === "core-value") return own;
      if (where === "core-pointer") return { ...own, steps: words.map(({ name }) => [name]), apart: { type, members: body }, init: (made) => [`${made}.${member.name} = &${type}{}`] };
      const outerType = names.type();
      const outerBody: readonly Member[] = [...coldWords(sketch, 1), member];
      const outer: Member = { name: names.field(), type: placeMembers(outerBody, outerType).type };
      return {
        ...own, members: [outer], spots: spots((i) => [outer.name, member.name, words[i]!.name], () => ({ type, path: [outer.name, member.name] })), steps: words.map(({ name }) => [outer.name, member.name, name]),
        decls: [...decls, `type ${outerType} ${structText(outerBody)}`], bodies: new Map([...bodies, [outerType, outerBody]]), alsoTypes: [type, outerType],
      };
    }
  }
}
