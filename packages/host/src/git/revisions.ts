import type { FileSystem } from "@cachelint/project";
import { slashed } from "../display.js";
import type { ProcessEnv } from "../environment.js";
import * as messages from "../messages.js";
import { nodeFileSystem } from "../node-file-system.js";
import { gitTopLevel } from "../top-level.js";
import { type Blobs, openBlobs } from "./blobs.js";
import { commitOf, mergeBaseOf, type Repository } from "./git.js";
import { treeFileSystem } from "./tree-file-system.js";

/** One side of a comparison: a commit, or the work tree as it is. */
export type Side = { readonly title: string; readonly commit: string | null };

/** The repository around a folder; a usage error where there is none. */
export function repositoryOf(cwd: string, env: ProcessEnv): Repository {
  const top = gitTopLevel(nodeFileSystem, slashed(cwd));
  if (top === undefined) throw messages.noRepository();
  return { top, env };
}

/** What `REV`, `A..B` and `A...B` compare, as `git diff` reads them: `REV` with the work tree, and `A...B` from where the two parted. */
export function sidesOf(repository: Repository, range: string): readonly [before: Side, after: Side] {
  const [, from = "", dots, to = ""] = /^(.*?)(\.{2,3})(.*)$/.exec(range) ?? [];
  if (dots === undefined) return [{ title: range, commit: commitOf(repository, range) }, { title: "the work tree", commit: null }];
  const [first, second] = [from === "" ? "HEAD" : from, to === "" ? "HEAD" : to];
  const before = dots === "..." ? mergeBaseOf(repository, first, second) : commitOf(repository, first);
  return [{ title: first, commit: before }, { title: second, commit: commitOf(repository, second) }];
}

/** File systems as they were at commits; all of them read through one process, which `stop` ends. */
export type History = { readonly at: (commit: string, fromDisk?: (path: string) => boolean) => FileSystem; readonly stop: () => void };

/** Opens the past of a repository. What lies outside of the work tree, and Go's own folders inside, are read from the disk. */
export function openHistory(repository: Repository): History {
  let blobs: Blobs | undefined;
  const kept = ["GOMODCACHE", "GOROOT", "GOPATH"].flatMap((name) => repository.env[name] ?? []).filter((folder) => folder !== "").map(slashed);
  const isKept = (path: string): boolean => kept.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return {
    at: (commit, fromDisk = () => false) => treeFileSystem({ repository, commit, blobs: (blobs ??= openBlobs(repository)), disk: nodeFileSystem, fromDisk: (path) => isKept(path) || fromDisk(path) }),
    stop: () => blobs?.stop(),
  };
}
