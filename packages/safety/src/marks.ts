import { displayPath } from "@cachelint/project";
import { type Expr, type StructType as StructSyntax, walkExpr } from "@cachelint/syntax";
import { embeddedName, type FileUnit, isExported, lookup, resolveType, type Type, unalias, underlying } from "@cachelint/types";
import { docStart, layoutPromise, lineEnd } from "./comments.js";
import { orderedTags, serialisingTags } from "./encoders.js";
import type { Hazard, StructEdit, Subject } from "./model.js";
import { directoryOf } from "./names.js";
import { brokenPlaceComment } from "./place-comments.js";
import type { Universe } from "./universe.js";

/** What a struct's own text and that around it say. */
export function markHazards(universe: Universe, subject: Subject, { names, edit }: { readonly names: readonly string[]; readonly edit: StructEdit }): readonly Hazard[] {
  return [...directiveHazards(subject), ...placeHazards(subject, edit), ...fieldHazards(universe, subject), ...tagHazards(subject), ...runtimeHazards(subject), ...twiceHazards(universe, subject), ...linkHazards(universe, subject), ...openHazards(universe, subject, names)];
}

function at({ unit }: Subject, reason: Hazard["reason"], detail: string, { start, end }: { readonly start: number; readonly end: number }, weight: Hazard["weight"] = "withholds"): Hazard {
  return { reason, detail, unit, offset: start, length: end - start, weight };
}

function directiveHazards(subject: Subject): readonly Hazard[] {
  const { unit, syntax } = subject;
  const { outline, file: { text } } = unit.source;
  const range = { start: docStart(text, syntax.start), end: lineEnd(text, syntax.end) };
  const frozen = outline.directives.find((one) => /^cachelint:frozen\b/.test(one.text) && range.start <= one.start && one.end <= range.end);
  const promise = layoutPromise(text, syntax, { isInside: staysInside(subject.type) });
  return [
    ...(frozen === undefined ? [] : [at(subject, "frozen", "//cachelint:frozen says that its order is a contract", frozen)]),
    ...(promise === null || frozen !== undefined ? [] : [at(subject, "author-says", `its comment says "${text.slice(promise.start, promise.end).replaceAll(/\s+/g, " ").slice(0, 60)}"`, promise)]),
  ];
}

/** A comment that would speak of other fields than it does now. */
function placeHazards(subject: Subject, edit: StructEdit): readonly Hazard[] {
  const broken = brokenPlaceComment(subject.unit.source.file.text, subject.syntax, edit);
  return broken === null ? [] : [at(subject, "author-says", `a comment says "${broken.said}", and would speak of other fields`, broken.span)];
}

/** A value that holds a channel, a function, an interface or a map means nothing outside of its program. */
function staysInside(type: Type): boolean {
  const under = underlying(type);
  return under.kind === "struct" && under.fields().some((field) => {
    const own = underlying(field.type);
    return own.kind === "chan" || own.kind === "func" || own.kind === "interface" || own.kind === "map";
  });
}

/** C types, structs.HostLayout and sys.NotInHeap. */
function fieldHazards({ world }: Universe, subject: Subject): readonly Hazard[] {
  const { unit, syntax } = subject;
  return syntax.fields.flatMap((field): readonly Hazard[] => {
    const c = inC(world, unit, field.type);
    if (c !== null) return [at(subject, "cgo", "a field has a type of C", c)];
    if (field.names.some(({ name }) => name !== "_") || field.type.kind !== "selector") return [];
    const type = unalias(resolveType(world, unit.scope, field.type));
    const { name = "", pkg = null } = type.kind === "named" ? type.object : {};
    if (name === "HostLayout" && pkg?.importPath === "structs") return [at(subject, "host-layout", "structs.HostLayout gives it the layout of the host's C compiler", field)];
    return name === "NotInHeap" ? [at(subject, "runtime-type", "it lies outside the heap, in memory that the runtime lays out itself", field)] : [];
  });
}

function inC(world: Universe["world"], unit: FileUnit, type: Expr): Expr | null {
  let found: Expr | null = null;
  walkExpr(type, {
    expr: (node) => {
      if (node.kind === "selector" && node.operand.kind === "ident" && node.operand.name === "C") {
        const entity = lookup(world, unit.scope, "C");
        if (entity?.kind === "package" && entity.pkg.importPath === "C") found = node;
      }
      return found === null;
    },
  });
  return found;
}

const tagKey = /([^\s":`]+):\\?"/g;

function tagHazards(subject: Subject): readonly Hazard[] {
  const { syntax, unit } = subject;
  const found: Hazard[] = [];
  for (const { tag } of syntax.fields) {
    if (tag === null) continue;
    const keys = [...tag.text.matchAll(tagKey)].map(([, key = ""]) => key);
    const ordered = keys.find((key) => orderedTags.includes(key)) ?? (/toarray|as_array/.test(tag.text) ? "toarray" : undefined);
    if (ordered !== undefined) return [at(subject, "ordered-encoding", `its tags (${ordered}) are of an encoding that goes by the order of fields`, tag)];
    const written = keys.find((key) => serialisingTags.includes(key));
    if (written !== undefined && found.length === 0) found.push(at(subject, "serialised", `its ${written} tags say that it is encoded: the order of what is written would change`, tag, "unsafe"));
  }
  const tuple = subject.name === null ? null : new RegExp(`//msgp:tuple[^\\n]*\\b${subject.name}\\b`).exec(unit.source.file.text);
  return tuple === null ? found : [at(subject, "ordered-encoding", "//msgp:tuple writes it as an array", { start: tuple.index, end: tuple.index + tuple[0].length })];
}

/** Packages whose types the compiler, the linker, debuggers and assembly know by offsets (cmd/compile/internal/reflectdata, cmd/link/internal/ld/dwarf.go). */
const runtimePackages = /^(?:runtime|internal\/runtime\/.*|internal\/abi|internal\/reflectlite|reflect|sync\/atomic|internal\/race|unsafe|plugin)$/;

function runtimeHazards(subject: Subject): readonly Hazard[] {
  const { unit: { pkg }, syntax } = subject;
  if (pkg.ref?.origin !== "std" || !runtimePackages.test(pkg.importPath)) return [];
  return [at(subject, "runtime-type", "the compiler, the linker and debuggers know layouts of this package", syntax)];
}

/** The same type declared in files of other builds: one name, and layouts that would part. */
function twiceHazards({ folderOf, unitsIn }: Universe, subject: Subject): readonly Hazard[] {
  const { unit, name } = subject;
  const folder = folderOf(directoryOf(unit));
  if (name === null || folder === undefined) return [];
  const twice = unitsIn(folder).find((other) => other.pkg === unit.pkg && other !== unit && other.source.outline.declarations.some(({ keyword, names }) => keyword === "type" && names.includes(name)));
  return twice === undefined ? [] : [at({ ...subject, unit: twice }, "declared-per-build", `${name} is declared in ${twice.source.file.name} as well, for other builds`, nameSpan(twice, name))];
}

/** The same file in another package, by a link: whatever minds the order there speaks of another type. */
function linkHazards({ linkedWith, world: { workspace } }: Universe, subject: Subject): readonly Hazard[] {
  const [other] = linkedWith(subject.unit.source.file.path);
  return other === undefined ? [] : [at(subject, "declared-per-build", `${displayPath(workspace, workspace.root, other)} is the same file by a link, and declares it for another package`, subject.syntax)];
}

function nameSpan({ source: { file: { text } } }: FileUnit, name: string): { readonly start: number; readonly end: number } {
  const found = new RegExp(`\\btype\\s+${name}\\b|^\\s+${name}\\b`, "m").exec(text);
  const start = found === null ? 0 : found.index + found[0].length - name.length;
  return { start, end: start + name.length };
}

/** Other modules may write literals without field names, where nothing of the struct is hidden from them. */
function openHazards({ straysImporting, world }: Universe, subject: Subject, names: readonly string[]): readonly Hazard[] {
  const { unit, syntax, isLocal, index } = subject;
  const { pkg, source } = unit;
  const all = names.length === 0 ? (source.outline.declarations[index]?.names ?? []) : names;
  const isNamed = all.some(isExported);
  const isReachable = !isLocal && isNamed && pkg.name !== "main" && source.file.test === "none";
  if (!isReachable || syntax.fields.length === 0 || !syntax.fields.every(isOpen)) return [];
  if (!/(?:^|\/)internal(?:\/|$)/.test(pkg.importPath)) return [at(subject, "open-to-others", "other modules can write its literals without field names: it and all its fields are exported", syntax, "unsafe")];
  // What is below internal can be imported by other modules that lie in the same tree, and by programs of tests.
  const stray = straysImporting(pkg.importPath).find(({ text }) => all.some((name) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text)));
  return stray === undefined ? [] : [at(subject, "open-to-others", `${displayPath(world.workspace, world.workspace.root, stray.path)} belongs to no package of the run, imports its package, and can write its literals without field names`, syntax, "unsafe")];
}

function isOpen({ names, type }: StructSyntax["fields"][number]): boolean {
  return names.length === 0 ? isExported(embeddedName(type)) : names.every(({ name }) => isExported(name));
}
