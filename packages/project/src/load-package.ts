import * as messages from "./messages.js";
import { notInTable } from "./missing-package.js";
import type { BuildContext, GoFile, MissingPackage, PackageFiles, PackageRef } from "./model.js";
import { joinPath } from "./paths.js";
import { selectFiles } from "./select-files.js";
import type { Workspace } from "./workspace.js";

/** The files of a package under a context. Texts are read once per workspace, whatever the number of contexts. */
export function loadPackage(workspace: Workspace, ref: PackageRef, context: BuildContext, { tests }: { readonly tests: boolean }): PackageFiles {
  if (ref.origin === "std-table") return loadFromTable(workspace, ref, context);
  const { name, files, problems } = selectFiles(workspace, ref.directory, context, { tests });
  return { ref, name, files, problems };
}

/** Why a package that was found holds nothing under a context: the built-in table knows it, but not for this target. */
export function missingUnder({ inner }: Workspace, ref: PackageRef, context: BuildContext): MissingPackage | undefined {
  const { stdTable } = inner;
  if (ref.origin !== "std-table" || stdTable === undefined) return undefined;
  const target = targetOf(context);
  return stdTable.source(ref.importPath, target) === undefined ? notInTable(stdTable, ref.importPath, target) : undefined;
}

function loadFromTable(workspace: Workspace, ref: PackageRef, context: BuildContext): PackageFiles {
  const text = workspace.inner.stdTable?.source(ref.importPath, targetOf(context));
  const missing = missingUnder(workspace, ref, context);
  if (text === undefined) return { ref, name: "", files: [], problems: missing === undefined ? [] : [messages.missingPackage(missing)] };
  const file: GoFile = { path: joinPath(ref.directory, "std-table.go"), name: "std-table.go", text, usesCgo: false, test: "none" };
  return { ref, name: /^package (\w+)/m.exec(text)?.[1] ?? "", files: [file], problems: [] };
}

function targetOf({ goos, goarch }: BuildContext): string {
  return `${goos}/${goarch}`;
}
