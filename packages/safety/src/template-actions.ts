export type TemplateNames = {
  /** What is printed whole: a field or a key by its name, or with `[]` behind it elements of what it holds. */
  readonly shown: ReadonlySet<string>;
  /** All fields and keys by which templates come by anything. */
  readonly named: ReadonlySet<string>;
};

/** What templates of text/template name and print. */
export function namesInTemplates(templates: readonly string[]): TemplateNames {
  const [shown, named] = [new Set<string>(), new Set<string>()];
  const passed = new Map<string, Set<string>>();
  for (const text of templates) readTemplate(text, { shown, named, passed });
  // What a template prints that others call is whatever they hand it.
  for (const name of shown) for (const origin of passed.get(name) ?? []) shown.add(origin);
  return { shown, named };
}

type Found = { readonly shown: Set<string>; readonly named: Set<string>; /** By the name of a template, as its dot is noted. */ readonly passed: Map<string, Set<string>> };

/** What the dot is in a block: what it came from, and which variables the block may name. */
type Block = { readonly dot: string; readonly variables: Map<string, string> };

function readTemplate(text: string, { shown, named, passed }: Found): void {
  const blocks: Block[] = [{ dot: "", variables: new Map() }];
  for (const [, action = ""] of text.matchAll(/\{\{-?\s*([^]*?)\s*-?\}\}/g)) {
    const block = blocks.at(-1) ?? { dot: "", variables: new Map<string, string>() };
    const [, name = ""] = /^(?:define|template|block)\s+"([^"]*)"/.exec(action) ?? [];
    const plain = action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[^]*\*\//g, " ");
    const [keyword = ""] = /^[a-z]+/.exec(plain) ?? [];
    const operands = originsIn(plain.replace(/^.*:=/s, ""), block);
    const origins = /\bindex\s/.test(plain) ? operands.map(elementOf) : operands;
    // What a function gives back is not what it was given.
    const [origin = ""] = isCall(plain) ? ["call"] : origins;
    for (const [one] of plain.matchAll(/(?<=\.)\w+/g)) named.add(one);
    switch (keyword) {
      case "range":
      case "with":
      case "block":
      case "if": {
        const dot = keyword === "range" ? elementOf(origin) : origin;
        blocks.push({ dot: keyword === "if" ? block.dot : dot, variables: new Map([...block.variables, ...variablesIn(plain).map((one, i, all) => [one, keyword === "range" && i < all.length - 1 ? `${origin} keys` : dot] as const)]) });
        break;
      }
      case "define":
        blocks.push({ dot: templateDot(name), variables: new Map() });
        break;
      case "template":
        passed.set(templateDot(name), (passed.get(templateDot(name)) ?? new Set()).add(origin));
        break;
      case "end":
        if (1 < blocks.length) blocks.pop();
        break;
      case "else":
      case "len":
      case "not":
      case "eq":
      case "ne":
      case "lt":
      case "le":
      case "gt":
      case "ge":
        break;
      default:
        if (/:?=/.test(plain)) for (const one of variablesIn(plain)) block.variables.set(one, origin);
        else for (const one of origins) shown.add(one);
    }
  }
}

const keywords = /^(?:range|with|if|block|template|else|define)\b/;

/** A pipeline that calls a function, but for those that give back one of their operands or a part of it. */
function isCall(action: string): boolean {
  const pipeline = action.replace(keywords, "").replace(/^.*:?=/s, "").trim();
  return pipeline.includes("|") || /^\(*(?!(?:index|slice|and|or)\b)[A-Za-z]\w*\s/.test(pipeline);
}

function templateDot(name: string): string {
  return `template ${name}`;
}

function elementOf(origin: string): string {
  return origin.endsWith("[]") ? origin : `${origin}[]`;
}

/** `$i, $one :=` */
function variablesIn(action: string): readonly string[] {
  const [names] = /^[^"]*?:?=/.exec(action) ?? [""];
  return names.match(/\$\w+/g) ?? [];
}

/** What the operands of a pipeline come from: `.A.B` from `B`, `.` from what the dot does. */
function originsIn(pipeline: string, { dot, variables }: Block): readonly string[] {
  return [...pipeline.matchAll(/\$\w*(?:\.\w+)*|(?<![\w.$)])\.(?:\w+(?:\.\w+)*)?/g)].map(([chain]) => {
    const at = chain.lastIndexOf(".");
    if (0 <= at && at < chain.length - 1) return chain.slice(at + 1);
    return chain === "." ? dot : (variables.get(chain) ?? "");
  });
}
