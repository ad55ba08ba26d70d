import { spawnSync } from "node:child_process";
import * as messages from "../messages.js";
import type { ProcessEnv } from "../environment.js";

/** A repository, by the folder of its work tree. */
export type Repository = { readonly top: string; readonly env: ProcessEnv };

/** More than any list of files is long. */
const maxBytes = 1 << 30;

/** What git prints for some words; null where it fails. That git is not there is a usage error. */
export function git({ top, env }: Repository, words: readonly string[]): string | null {
  const { status, stdout, error } = spawnSync("git", words, { cwd: top, env: gitEnv(env), encoding: "utf8", maxBuffer: maxBytes, stdio: ["ignore", "pipe", "ignore"] });
  if ((error as { readonly code?: string } | undefined)?.code === "ENOENT") throw messages.noGit();
  return status === 0 ? stdout : null;
}

/** The user's settings; a hook's own index and work tree are nothing for what is read here. */
export function gitEnv(env: ProcessEnv): NodeJS.ProcessEnv {
  const { GIT_INDEX_FILE: _, GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_PREFIX: _prefix, ...others } = env;
  return { ...others, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
}

/** The commit that a revision names; a usage error where it names none. */
export function commitOf(repository: Repository, revision: string): string {
  const commit = findCommit(repository, revision);
  if (commit === null) throw messages.noRevision(revision);
  return commit;
}

/** The commit that a revision names; null where it names none. */
export function findCommit(repository: Repository, revision: string): string | null {
  const commit = git(repository, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])?.trim() ?? "";
  return commit === "" ? null : commit;
}

/** The commit that two revisions have in common; a usage error where they have none. */
export function mergeBaseOf(repository: Repository, a: string, b: string): string {
  const base = git(repository, ["merge-base", commitOf(repository, a), commitOf(repository, b)])?.trim();
  if (base === undefined || base === "") throw messages.noMergeBase(a, b);
  return base;
}
