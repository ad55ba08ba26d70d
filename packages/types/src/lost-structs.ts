import { declarationAt, type Ident, structNamesIn } from "@cachelint/syntax";
import type { FileUnit } from "./package.js";
import { functionName, type StructRecord } from "./structs.js";
import { unknownType } from "./type.js";
import { declarationsAt, type World } from "./world.js";

/**
 * Structs of a file that is not all Go which stand in text that could not be read, so that `found` lacks them: by their
 * names, as unknown. A file without an error has none.
 */
export function lostStructs(world: World, unit: FileUnit, found: readonly StructRecord[]): readonly StructRecord[] {
  const { outline, problems, file } = unit.source;
  if (outline.problems.length === 0 && problems.length === 0) return [];
  const starts = new Set(found.map(({ span }) => span.start));
  // What the parser made nothing of stands in `found` by name, wherever its name was found.
  const named = new Set(found.filter(({ kind, functionName: own }) => kind === "named" && own === null).map(({ name }) => name));
  return structNamesIn(file.text).flatMap((ident): StructRecord[] => {
    if (starts.has(ident.start)) return [];
    const within = functionAround(world, unit, ident);
    if (within === null && named.has(ident.name)) return [];
    const type = unknownType("syntax-error", `the text around ${ident.name} is no Go`, ident.name);
    return [{ kind: within === null ? "named" : "local", name: ident.name, functionName: within, unit, span: ident, syntax: null, decl: null, type, isPart: false }];
  });
}

/** The function whose body a name stands in, as far as that goes on; null for none. */
function functionAround(world: World, { source }: FileUnit, { start }: Ident): string | null {
  const index = declarationAt(source.outline.declarations, start);
  if (source.outline.declarations[index]?.keyword !== "func") return null;
  const [decl] = declarationsAt(world.sources, source, index);
  return decl?.kind === "func-decl" ? functionName(decl) : null;
}
