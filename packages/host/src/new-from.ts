import type { Finding } from "@cachelint/lint";
import { Disk } from "@cachelint/project";
import { commitOf, mergeBaseOf } from "./git/git.js";
import { openHistory, repositoryOf } from "./git/revisions.js";
import { type RunOptions, shareRuns } from "./open-run.js";

/** What is old: all that was found at a revision, or where HEAD and the revision parted. */
export type NewFrom = { readonly kind: "revision" | "merge-base"; readonly revision: string };

/**
 * Whether something was found at an earlier commit already. Comparing these rather than changed lines also tells what a
 * change elsewhere has brought: a type that a struct embeds, a constant, a dependency. The configuration is that of now.
 */
export async function foundBefore<O extends RunOptions>(options: O, { kind, revision }: NewFrom, check: (options: O) => Promise<readonly Finding[]>): Promise<(finding: Finding) => boolean> {
  const repository = repositoryOf(options.cwd, options.env);
  const commit = kind === "merge-base" ? mergeBaseOf(repository, "HEAD", revision) : commitOf(repository, revision);
  const history = openHistory(repository);
  try {
    const fs = history.at(commit, (path) => /\/cachelint\.ya?ml$/.test(path));
    // A file may have had another name; its package is looked at as a whole.
    const patterns = [...new Set(options.patterns.map((pattern) => (pattern.endsWith(".go") ? folderOf(pattern) : pattern)))];
    const shared = { ...(options.shared ?? shareRuns(options)), disk: new Disk(fs), sources: undefined };
    const found = await check({ ...options, fs, patterns, shared, overlay: new Map(), onProgress: undefined });
    const fingerprints = new Set(found.map(({ fingerprint }) => fingerprint));
    return (finding) => fingerprints.has(finding.fingerprint) || found.some((old) => covers(old, finding));
  } finally {
    history.stop();
  }
}

/** Fewer fields of a struct get into each other's way than did before: that is nothing new. */
function covers(old: Finding, now: Finding): boolean {
  const isSame = old.ruleId === now.ruleId && old.importPath === now.importPath && old.type === now.type && old.container === now.container;
  return isSame && 0 < now.evidence.length && now.fields.every((field) => old.fields.includes(field)) && now.targets.every((target) => old.targets.includes(target));
}

function folderOf(file: string): string {
  const slash = file.lastIndexOf("/");
  return slash < 0 ? "." : slash === 0 ? "/" : /^(?:\.{0,2}\/)/.test(file) ? file.slice(0, slash) : `./${file.slice(0, slash)}`;
}
