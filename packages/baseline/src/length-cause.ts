import { type Expr, walkExpr } from "@cachelint/syntax";
import { declarationsAt, type Field, fileOf, importFrom, lookup, type Package, type Scope, type Type, unalias, type World } from "@cachelint/types";

/** A constant or a type that an array length goes by; `name` as its package has it. */
export type LengthOrigin = { readonly name: string; readonly pkg: Package };

/** A length that is another one than it was, and what it goes by: at least one name. `text` is what the source says. */
export type ChangedLength = { readonly text: string; readonly before: string; readonly after: string; readonly origins: readonly LengthOrigin[] };

/** The lengths of a field that went from one number to another and are written by a name: `[dep.N]byte`, `[4][n + 1]T`. */
export function changedLengths(world: World, holder: Type, { syntax }: Field, before: string, after: string): readonly ChangedLength[] {
  const actual = unalias(holder);
  const body = actual.kind === "named" ? actual.object.decl?.type : undefined;
  // The fields of `type T dep.S` are written elsewhere, in sight of other names.
  const isOwn = body === syntax.type || (body?.kind === "struct" && body.fields.includes(syntax));
  if (actual.kind !== "named" || !isOwn) return [];
  const { scope } = actual.object;
  const text = fileOf(scope)?.source.file.text ?? "";
  const found: ChangedLength[] = [];
  for (let [type, was, is]: readonly [Expr, string, string] = [syntax.type, before, after]; type.kind === "array" && type.length !== null; type = type.element) {
    const [old, now] = [leadingLength(was), leadingLength(is)];
    if (old === null || now === null) break;
    [was, is] = [old.rest, now.rest];
    if (old.length === now.length) continue;
    const origins = originsOf(world, scope, type.length, new Set());
    if (0 < origins.length) found.push({ text: text.slice(type.length.start, type.length.end), before: old.length, after: now.length, origins });
  }
  return found;
}

function leadingLength(type: string): { readonly length: string; readonly rest: string } | null {
  const [whole = "", length] = /^\[([0-9]+)\]/.exec(type) ?? [];
  return length === undefined ? null : { length, rest: type.slice(whole.length) };
}

/** The package-level constants and types at the end of what an expression goes by; constants made of others are followed to these. */
function originsOf(world: World, scope: Scope, expr: Expr, seen: Set<string>): readonly LengthOrigin[] {
  const found: LengthOrigin[] = [];
  const note = (pkg: Package, name: string): void => {
    const key = `${pkg.importPath}.${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    found.push(...endsOf(world, pkg, name, seen));
  };
  walkExpr(expr, {
    expr: (node) => {
      if (node.kind === "selector" && node.operand.kind === "ident") {
        const entity = lookup(world, scope, node.operand.name);
        if (entity?.kind === "package" && !("missing" in entity.pkg)) note(entity.pkg, node.name.name);
        return false;
      }
      const holder = node.kind === "ident" && !isHidden(scope, node.name) ? holderOf(world, scope, node.name) : null;
      if (node.kind === "ident" && holder !== null) note(holder, node.name);
      return true;
    },
  });
  return found;
}

/** The package that declares a name which stands alone: its own one, or one that the file imports by `.`. */
function holderOf(world: World, scope: Scope, name: string): Package | null {
  const unit = fileOf(scope);
  if (unit === null || unit.pkg.members.has(name)) return unit?.pkg ?? null;
  for (const { path } of unit.source.outline.imports.filter((spec) => spec.name === ".")) {
    const dotted = importFrom(world, unit.pkg, path);
    if (!("missing" in dotted) && dotted.members.has(name)) return dotted;
  }
  return null;
}

function endsOf(world: World, pkg: Package, name: string, seen: Set<string>): readonly LengthOrigin[] {
  const place = pkg.members.get(name);
  if (place === undefined) return [];
  for (const decl of declarationsAt(world.sources, place.unit.source, place.index)) {
    if (decl.kind === "type-decl" && decl.name.name === name) return [{ name, pkg }];
    const index = decl.kind === "const-decl" ? decl.names.findIndex((one) => one.name === name) : -1;
    if (decl.kind !== "const-decl" || index < 0) continue;
    const value = decl.values[index];
    const inner = value === undefined ? [] : originsOf(world, place.unit.scope, value, seen);
    return inner.length === 0 ? [{ name, pkg }] : inner;
  }
  return [];
}

/** Whether a function declares the name again. */
function isHidden(scope: Scope, name: string): boolean {
  for (let current = scope; current.kind === "local"; current = current.parent) if (current.names.has(name)) return true;
  return false;
}
