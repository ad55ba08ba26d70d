import { addImport, importedAs, type TextEdit } from "@cachelint/edit";
import { importFrom } from "@cachelint/types";
import type { SharingFacts } from "../sharing.js";

const path = "golang.org/x/sys/cpu";
const module = "golang.org/x/sys";

/** How a file writes the pad of one cache line, with the import that it needs; refused where no module that go.mod requires has it. */
export function linePad({ world, pkg }: Pick<SharingFacts, "world" | "pkg">, text: string): { readonly type: string; readonly edits: readonly TextEdit[] } | { readonly refused: string } {
  const name = importedAs(text, path) ?? importedAs(text, "internal/cpu");
  if (name !== null) return { type: `${name}.CacheLinePad`, edits: [] };
  const isRequired = world.workspace.mainModules.some(({ goMod }) => goMod.requires.some((required) => required.path === module));
  if (!isRequired || "missing" in importFrom(world, pkg, path)) return { refused: `cpu.CacheLinePad is in ${module}, which go.mod does not require` };
  if (/(?<![\w.])cpu\b/.test(text)) return { refused: `the file uses the name cpu, by which it would import ${path}` };
  return { type: "cpu.CacheLinePad", edits: [addImport(text, path)] };
}
