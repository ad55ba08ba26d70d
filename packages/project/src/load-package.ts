import * as messages from "./messages.js";
import type { BuildContext, GoFile, PackageFiles, PackageRef } from "./model.js";
import { joinPath } from "./paths.js";
import { selectFiles } from "./select-files.js";
import type { Workspace } from "./workspace.js";

/** The files of a package under a context. Texts are read once per workspace, whatever the number of contexts. */
export function loadPackage(workspace: Workspace, ref: PackageRef, context: BuildContext, { tests }: { readonly tests: boolean }): PackageFiles {
  if (ref.origin === "std-table") return loadFromTable(workspace, ref, context);
  const { name, files, problems } = selectFiles(workspace, ref.directory, context, { tests });
  return { ref, name, files, problems };
}

function loadFromTable({ inner }: Workspace, ref: PackageRef, { goos, goarch }: BuildContext): PackageFiles {
  const target = `${goos}/${goarch}`;
  const text = inner.stdTable?.source(ref.importPath, target);
  if (text === undefined) return { ref, name: "", files: [], problems: [messages.notInTable(ref.importPath, target)] };
  const file: GoFile = { path: joinPath(ref.directory, "std-table.go"), name: "std-table.go", text, usesCgo: false, test: "none" };
  return { ref, name: /^package (\w+)/m.exec(text)?.[1] ?? "", files: [file], problems: [] };
}
