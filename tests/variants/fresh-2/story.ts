import { small } from "../names.js";
import type { Expectation } from "../model.js";
import type { Sketch } from "../sketch.js";
import { stageOf, type Stage } from "./stage.js";

/**
 * A program told as Go text, its declarations parted by empty lines. Names that begin with `T_` (types), `f_` (fields), `F_` and `m_` (functions,
 * exported or not) and `v_` (package variables) stand for names that are drawn, most from what code of its kind calls them.
 */
export type Story = {
  readonly text: string;
  readonly type?: string;
  readonly also?: readonly string[];
  readonly container?: string;
  readonly fields?: readonly string[];
  readonly rules?: readonly string[];
};

export type Telling = (stage: Stage) => Story;

/** Stories of one kind, by form. */
export type StorySet = {
  readonly name: string;
  /** Placeholder → what code of this kind calls it, parted by spaces. */
  readonly names: Readonly<Record<string, string>>;
  readonly flag: Readonly<Record<string, Telling>>;
  readonly silent: Readonly<Record<string, Telling>>;
  readonly goVersions?: readonly string[];
};

/** Forms that one function tells. */
export function forms(tell: (stage: Stage, how: string) => Story, ...hows: readonly string[]): Readonly<Record<string, Telling>> {
  return Object.fromEntries(hows.map((how) => [how, (stage: Stage) => tell(stage, how)]));
}

/** Adds a story to a sketch, and says what is to be expected of it. */
export function tellStory(sketch: Sketch, { flag, silent, names }: StorySet, form: string): Expectation {
  const story = (flag[form] ?? silent[form]!)(stageOf(sketch));
  const name = namer(sketch, story.text, names);
  const named = (text: string): string => text.replaceAll(/\b[TfFmv]_\w+/g, name);
  const own = story.text.split(/\n\s*\n/).filter((decl) => decl.trim() !== "");
  const all = [...sketch.decls, ...own].map(named);
  sketch.decls.splice(0, sketch.decls.length, ...all);
  // What a form does without cannot be named by its findings.
  const fields = (story.fields ?? []).filter((field) => !field.startsWith("f_") || story.text.includes(field));
  const about = { type: named(story.type ?? ""), alsoTypes: (story.also ?? []).map(named), container: story.container === undefined ? null : named(story.container), fields: fields.map(named) };
  return flag[form] === undefined ? { kind: "silent", ...about } : { kind: "flag", rules: story.rules ?? ["false-sharing"], ...about };
}

const always: Readonly<Record<string, string>> = { F_drive: "Serve Run Launch Boot Main Bench", F_make: "New Make Open Create Build NewDefault" };

/** Gives every placeholder a name that stands nowhere else. */
function namer(sketch: Sketch, text: string, names: Readonly<Record<string, string>>): (token: string) => string {
  const { draw, dimensions } = sketch;
  const isOfDomain = draw.chance(0.75);
  if (isOfDomain) dimensions["names"] = "of-the-kind";
  const taken = new Set([text, sketch.packageName, ...sketch.decls, ...[...sketch.packages.values()].map((own) => own.name)].flatMap((part) => part.toLowerCase().match(/\w+/g) ?? []));
  const drawn = new Map<string, string>();
  return (token) => {
    const known = drawn.get(token);
    if (known !== undefined) return known;
    const isWanted = isOfDomain || /^[Fm]_/.test(token);
    const wanted = isWanted ? draw.shuffle((names[token] ?? always[token] ?? "").split(" ")).find((word) => word !== "" && !taken.has(word.toLowerCase())) : undefined;
    const name = wanted ?? otherName(sketch, token, taken);
    taken.add(name.toLowerCase());
    drawn.set(token, name);
    return name;
  };
}

function otherName({ names }: Sketch, token: string, taken: ReadonlySet<string>): string {
  const make = (): string => ({ T: names.type, f: names.field, F: names.func, m: () => small(names.func()), v: names.word })[token[0]!]!();
  for (;;) {
    const name = make();
    if (!taken.has(name.toLowerCase())) return name;
  }
}
