import type { FileSystem, ProjectProblem } from "@cachelint/project";
import type { Rule } from "@cachelint/lint";
import { relative } from "../display.js";
import * as messages from "../messages.js";
import type { ProcessEnv } from "../environment.js";
import { parentFolder } from "../top-level.js";
import type { configurationOf } from "./configuration-of.js";
import { type Configuration, noConfiguration } from "./configuration.js";

const configurationName = "cachelint.yaml";
/** What people call the file, too; it is not read. */
const otherName = "cachelint.yml";

export type ConfigurationSearch = {
  readonly fs: FileSystem;
  readonly cwd: string;
  readonly env: ProcessEnv;
  /** `--config`, resolved to an absolute path. */
  readonly file: string | undefined;
  /** The last folder to look in, going upwards: the git top level. */
  readonly top: string;
  /** Rules that the file may name; null where nobody asks for their settings. */
  readonly rules: readonly Rule[] | null;
  /** Files that look like a configuration and are none are added here. */
  readonly problems: ProjectProblem[];
};

/** A configuration file as it was found; its path is absolute. */
export type FoundFile = { readonly path: string; readonly text: string };

/** Reads what a file says. It comes with YAML and the checks, which are loaded only where there is a file to read. */
export type ReadConfiguration = typeof configurationOf;

/** The configuration file that holds for a module: the nearest one from its root up to the git top level; null where there is none. */
export function findConfiguration(search: ConfigurationSearch, moduleRoot: string): FoundFile | null {
  const { fs, file } = search;
  if (file !== undefined) {
    const read = fs.readText(file);
    if ("problem" in read) throw messages.unreadableConfiguration(relative(search.cwd, file), read.problem);
    return { path: file, text: read.text };
  }
  for (const folder of foldersUp(moduleRoot, search.top)) {
    const inFolder = (name: string): string => (folder === "/" ? `/${name}` : `${folder}/${name}`);
    const path = inFolder(configurationName);
    const read = fs.readText(path);
    if ("text" in read) return { path, text: read.text };
    if (read.problem !== "not-found") throw messages.unreadableConfiguration(relative(search.cwd, path), read.problem);
    if ("text" in fs.readText(inFolder(otherName))) search.problems.push({ severity: "warning", path: inFolder(otherName), line: null, message: messages.ignoredConfiguration(configurationName) });
  }
  return null;
}

/** What a file says; `read` must be there where a file is. Without one, paths are relative to the root of the workspace. */
export function configurationIn(found: FoundFile | null, { cwd, rules }: Pick<ConfigurationSearch, "cwd" | "rules">, { workspaceRoot, read }: { readonly workspaceRoot: string; readonly read: ReadConfiguration | null }): Configuration {
  if (found === null || read === null) return noConfiguration(workspaceRoot);
  return read({ shown: relative(cwd, found.path), text: found.text }, { folder: parentFolder(found.path), rules });
}

function foldersUp(from: string, top: string): readonly string[] {
  const folders = [from];
  // A module outside of the work tree has no other folders to look in.
  if (from !== top && !from.startsWith(top === "/" ? top : `${top}/`)) return folders;
  for (let folder = from; folder !== top; folders.push(folder)) folder = parentFolder(folder);
  return folders;
}
