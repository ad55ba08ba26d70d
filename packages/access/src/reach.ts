import type { DeclOutline } from "@cachelint/syntax";
import { type FileUnit, isExported, memberOf, type Package, typeOfObject, underlying, type World } from "@cachelint/types";
import type { Body, Library } from "./library.js";
import { plainnessOf } from "./plain-variables.js";

/** A declared type, by package and name. */
export type TypeName = { readonly pkg: Package; readonly name: string };

/**
 * The bodies of a package that can come by an object of a type: they, or their parameters, name the type, or a variable,
 * field, function or other type that leads to one. Who names none of these cannot touch the object's fields, unless the
 * type is an argument for a parameter of theirs.
 */
export type Reach = (from: Package, type: TypeName) => ReadonlySet<Body>;

/** Knows the ways to each type, looked for when first asked. */
export function openReach({ packages, bodiesOf, withWord, session: { world } }: Library, importersOf: (pkg: Package) => readonly Package[]): Reach {
  const ways = new Map<string, ReadonlySet<string>>();
  const bodies = new Map<string, ReadonlySet<Body>>();
  const mentions = new Map<Package, ReadonlyMap<string, readonly Mention[]>>();
  const own = new Set(packages);
  const generics = new Map<Package, readonly Body[]>();
  const genericsIn = (pkg: Package): readonly Body[] => {
    const known = generics.get(pkg) ?? bodiesOf(pkg).filter(isGeneric);
    generics.set(pkg, known);
    return known;
  };
  const mentionsIn = (pkg: Package): ReadonlyMap<string, readonly Mention[]> => {
    const known = mentions.get(pkg) ?? indexMentions(pkg);
    mentions.set(pkg, known);
    return known;
  };
  const waysTo = ({ pkg, name }: TypeName): ReadonlySet<string> => {
    const key = `${pkg.importPath} ${name}`;
    const known = ways.get(key) ?? follow({ world, mentionsIn, placesOf: (word) => [pkg, ...(isExported(word) ? importersOf(pkg) : [])].filter((one) => own.has(one)) }, name);
    ways.set(key, known);
    return known;
  };
  return (from, type) => {
    const key = `${from.importPath} ${type.pkg.importPath} ${type.name}`;
    const known = bodies.get(key) ?? new Set([...[...waysTo(type)].flatMap((way) => withWord(from, way)), ...genericsIn(from)]);
    bodies.set(key, known);
    return known;
  };
}

type Mention = { readonly pkg: Package; readonly unit: FileUnit; readonly decl: DeclOutline };
type Following = { readonly world: World; readonly mentionsIn: (pkg: Package) => ReadonlyMap<string, readonly Mention[]>; readonly placesOf: (word: string) => readonly Package[] };

/** The ways to a type as they stand in bodies: `name`, `name{` and `.name`; `^name` in what stands before a body. */
function follow({ world, mentionsIn, placesOf }: Following, type: string): ReadonlySet<string> {
  const found = new Set<string>();
  const types = new Set<string>();
  const queue: string[] = [];
  const lead = (word: string, ...forms: readonly string[]): void => {
    for (const form of forms) found.add(form);
    if (!queue.includes(word)) queue.push(word);
  };
  const leadType = (name: string): void => {
    if (types.has(name)) return;
    types.add(name);
    lead(name, name, `${name}{`, `.${name}`, `.${name}{`, `^${name}`);
  };
  leadType(type);
  // More words come in while those before are followed.
  for (const word of queue) {
    for (const pkg of placesOf(word)) {
      for (const mention of mentionsIn(pkg).get(word) ?? []) {
        const { decl } = mention;
        if (decl.keyword === "func") {
          const name = decl.method?.name ?? decl.names[0];
          if (name !== undefined && names(resultsOf(mention), word)) lead(name, decl.method ? `.${name}` : name, `.${name}`);
        } else if (decl.keyword === "var") for (const name of variablesWith(mention, word)) lead(name, name, `.${name}`);
        else if (decl.keyword === "type" && types.has(word)) followType(world, mention, word, { field: (name) => found.add(`.${name}`), method: (name) => lead(name, `.${name}`), type: leadType });
      }
    }
  }
  return found;
}

type Leads = { readonly field: (name: string) => void; readonly method: (name: string) => void; readonly type: (name: string) => void };

/** Fields whose type names the word lead to it; so does a type that embeds it or is made of it. */
function followType(world: World, { pkg, unit, decl }: Mention, word: string, leads: Leads): void {
  const { text } = unit.source.file;
  for (const name of decl.names) {
    const entity = memberOf(world, pkg, name);
    if (entity?.kind !== "type") continue;
    const under = underlying(typeOfObject(world, entity.object));
    if (under.kind === "struct") {
      for (const field of under.fields()) {
        if (!names(text.slice(field.syntax.start, field.syntax.end), word)) continue;
        if (field.isEmbedded) leads.type(name);
        leads.field(field.name);
      }
    } else if (under.kind === "interface") for (const [, method = ""] of text.slice(decl.start, decl.end).matchAll(/([\p{L}_][\p{L}\p{N}_]*)\s*\(/gu)) leads.method(method);
    else leads.type(name);
  }
}

/** `func (s *Set[T]) Add(…)`, `func Each[T any](…)`. */
function isGeneric({ unit, index }: Body): boolean {
  const decl = unit.source.outline.declarations[index];
  return decl !== undefined && /^func\s*(?:\([^()[\]]*\w\[[^\]]*\]\s*\)|[\p{L}_][\p{L}\p{N}_]*\[)/u.test(headerOf(unit, decl));
}

/** Whether a text has the word, with no letter or digit beside it. */
function names(text: string, word: string): boolean {
  for (let at = text.indexOf(word); 0 <= at; at = text.indexOf(word, at + 1)) if (!isWordAt(text, at - 1) && !isWordAt(text, at + word.length)) return true;
  return false;
}

/** Beyond ASCII there are only letters, outside of strings and comments. */
function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (97 <= code && code <= 122) || (65 <= code && code <= 90) || (48 <= code && code <= 57) || code === 95 || 127 < code;
}

/** What stands behind the parameters of a function. */
function resultsOf({ unit, decl }: Mention): string {
  const header = headerOf(unit, decl);
  let depth = 0;
  let nLists = 0;
  const wanted = decl.method === null ? 1 : 2;
  for (const { 0: char, index } of header.matchAll(/[()[\]]/g)) {
    depth += char === "(" || char === "[" ? 1 : -1;
    if (depth === 0 && char === ")" && ++nLists === wanted) return header.slice(index + 1);
  }
  return header;
}

/** A function up to its body. */
export function headerOf({ source }: FileUnit, { start, end, bodySpan }: DeclOutline): string {
  return source.file.text.slice(start, bodySpan?.start ?? end);
}

/** The variables of a declaration or group whose line, or what follows it, names a word. */
function variablesWith({ unit, decl }: Mention, word: string): readonly string[] {
  const text = unit.source.file.text.slice(decl.start, decl.end);
  if (decl.names.length < 2) return decl.names;
  const found = new Set<string>();
  let current: readonly string[] = [];
  for (const line of text.split("\n")) {
    const [, list] = /^(?:var\s+\(?)?\s*([\p{L}_][\p{L}\p{N}_]*(?:\s*,\s*[\p{L}_][\p{L}\p{N}_]*)*)(?=[\s=])/u.exec(line) ?? [];
    const declared = list?.split(/\s*,\s*/).filter((name) => decl.names.includes(name)) ?? [];
    if (0 < declared.length) current = declared;
    if (names(line, word)) for (const name of current) found.add(name);
  }
  return [...found];
}

function indexMentions(pkg: Package): ReadonlyMap<string, readonly Mention[]> {
  const mentions = new Map<string, Mention[]>();
  for (const unit of pkg.units) {
    for (const [index, decl] of unit.source.outline.declarations.entries()) {
      if (decl.keyword === "const" || plainnessOf(unit.source, index) === "basic") continue;
      const mention: Mention = { pkg, unit, decl };
      for (const word of new Set(headerOf(unit, decl).match(/[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/g) ?? [])) {
        const list = mentions.get(word);
        if (list) list.push(mention);
        else mentions.set(word, [mention]);
      }
    }
  }
  return mentions;
}
