import type { TargetLayout } from "@cachelint/lint";
import { moduleVersion } from "@cachelint/project";
import { type Field, type Package, type Type, type TypeObject, unalias } from "@cachelint/types";
import type { Change } from "./classify.js";
import { changedLengths } from "./length-cause.js";
import type { FieldPair } from "./match-fields.js";
import { isSameType } from "./same-type.js";

/** Versions of Go and of modules before; null where nobody knows. */
export type Versions = { readonly goVersion: string; readonly moduleVersion: (module: string) => string | null };

/** Other declarations whose change is why a struct changed: types of fields whose own text is as it was, and what the lengths of arrays go by. */
export function causeText({ match }: Change, layout: TargetLayout, before: Versions): string | null {
  const texts = (match?.pairs ?? []).flatMap((pair): readonly string[] => {
    const field = layout.measure.fields.find(({ name }) => name === pair.after.name);
    if (field === undefined) return [];
    if (!isSameType(pair.before.type, pair.after.type)) return lengthTexts(field, pair, layout, before);
    const holder = pair.before.sizeBytes === pair.after.sizeBytes ? null : declaredType(field.type);
    if (holder === null) return [];
    const sizes = `from ${pair.before.sizeBytes} to ${pair.after.sizeBytes} bytes`;
    return [`${fieldWords(field, pair.after.type)}, which went ${sizes}${originWords(holder.pkg, layout, before)}`];
  });
  return texts.length === 0 ? null : texts.map((text) => `${text}.`).join(" ");
}

function lengthTexts(field: Field, pair: FieldPair, layout: TargetLayout, before: Versions): readonly string[] {
  return changedLengths(layout.world, layout.type, field, pair.before.type, pair.after.type).map(({ text, before: old, after, origins }) => {
    const packages = [...new Set(origins.map(({ pkg }) => pkg))];
    // A name that the length is written with needs no second mention; one that it goes by does.
    const names = origins.map(({ name, pkg }) => `${pkg.name}.${name}`).filter((name) => !text.includes(name.slice(name.indexOf(".") + 1)));
    return `${field.name === "" ? "It" : `Its field ${field.name}`} has the length ${text}, which went from ${old} to ${after}${names.length === 0 ? "" : ` with ${names.join(" and ")}`}${packages.length === 1 ? originWords(packages[0] ?? null, layout, before) : ` (packages ${packages.map(({ importPath }) => importPath).join(" and ")})`}`;
  });
}

function fieldWords({ name, isEmbedded }: Field, type: string): string {
  return isEmbedded ? `It embeds ${type}` : `${name === "" ? "It" : `Its field ${name}`} is ${/^[aeiou]/i.test(type) ? "an" : "a"} ${type}`;
}

/** Where the type comes from, unless it is of the same package: that is where to look. */
function originWords(pkg: Package | null, { world, goMinor }: TargetLayout, before: Versions): string {
  const ref = pkg?.ref;
  if (pkg === null || ref === null || ref === undefined) return "";
  switch (ref.origin) {
    case "std":
    case "std-table": {
      const now = `1.${goMinor}`;
      return before.goVersion === now ? ` (standard library, ${pkg.importPath})` : `: ${pkg.importPath} of Go ${now} differs from that of Go ${before.goVersion}`;
    }
    case "dependency":
    case "vendor": {
      // A replaced module is as it stands in its folder, whatever version go.mod requires.
      const now = ref.origin === "vendor" || /@v[^/]*(?:\/|$)/.test(ref.directory) ? moduleVersion(world.workspace, ref.module) : "";
      const old = before.moduleVersion(ref.module);
      if (now === "") return ` (${pkg.importPath} of module ${ref.module})`;
      return old === null || old === now ? ` (${pkg.importPath} of module ${ref.module}, now at ${now})` : `: module ${ref.module} went from ${old} to ${now}`;
    }
    default:
      return ` (package ${pkg.importPath})`;
  }
}

/** The declared type that a field holds by value, also in arrays. */
function declaredType(type: Type): TypeObject | null {
  const actual = unalias(type);
  if (actual.kind === "named") return actual.object;
  return actual.kind === "array" ? declaredType(actual.elem) : null;
}
