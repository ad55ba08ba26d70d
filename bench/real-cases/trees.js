// The Go source of a case's side on the disk: from a mirror's commit or a tree made by hand, with its pads removed where the side says so.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Commits of a repository that its own mirror lacks, because it is too large to copy or they were made elsewhere, may be in these. */
const otherMirrors = { "golang/go": ["cloudflare/go"] };

/** The folder of one side, made on first use and kept: `{ root }`, or `{ missing: why }`. Sides at one commit share theirs. */
export function treeOf(found, side, sideName, { mirrors, files, work, keep }) {
  const name = `${found.repo.replace("/", "+")}@${side.commit.slice(0, 12)}`;
  const byHand = files === undefined ? undefined : join(files, found.id, sideName);
  const made = byHand !== undefined && existsSync(byHand) ? copied(byHand, join(work, `${name}-${found.id}-${sideName}-by-hand`)) : checkedOut(found.repo, side.commit, mirrors, join(work, name));
  if (made.root === undefined) return made;
  completed(made.root, side);
  return side.remove === undefined ? made : edited(made.root, side, join(keep ?? work, `${name}-${found.id}-unpadded`));
}

/** The folder from which the go command would be run, and the patterns that name the packages to check. */
export function packagesOf(root, repo, side) {
  const folders = side.folders ?? [dirname(side.file)];
  if (repo === "golang/go") return { cwd: join(root, "src"), patterns: folders.map((folder) => folder.replace(/^src\//, "")), goroot: root };
  const module = moduleRoot(root, folders[0]);
  return { cwd: join(root, module), patterns: folders.map((folder) => `./${folder.slice(module === "" ? 0 : module.length + 1)}`), goroot: undefined };
}

function moduleRoot(root, folder) {
  for (let at = folder === "." ? "" : folder; at !== ""; at = at.includes("/") ? dirname(at) : "") {
    if (existsSync(join(root, at, "go.mod"))) return at;
  }
  return "";
}

/** Go files and what the go command reads beside them; without data of tests, which is most of some repositories. */
function checkedOut(repo, commit, mirrors, to) {
  if (existsSync(to)) return { root: to };
  const gitDir = gitDirs(repo, mirrors).find((dir) => git(dir, ["cat-file", "-e", `${commit}^{tree}`]).status === 0);
  if (gitDir === undefined) return { missing: `no mirror of ${repo} has commit ${commit.slice(0, 12)}` };
  const listed = git(gitDir, ["ls-tree", "-r", "-z", "--name-only", commit]).stdout.split("\0");
  const wanted = listed.filter((path) => isRead(path) && (repo !== "golang/go" || (path.startsWith("src/") && !path.startsWith("src/cmd/")) || path === "VERSION"));
  const part = `${to}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  // An index of our own, so that the mirror is only read.
  const env = { GIT_INDEX_FILE: `${part}.index` };
  must(git(gitDir, ["read-tree", commit], { env }));
  mustButForAbsent(git(gitDir, [`--work-tree=${part}`, "checkout-index", "-q", "-z", "--stdin"], { env, cwd: part, input: wanted.join("\0") }));
  rmSync(`${part}.index`, { force: true });
  renameSync(part, to);
  return { root: to };
}

function isRead(path) {
  return !/(^|\/)testdata\//.test(path) && (/\.go$|(^|\/)go\.(mod|sum|work)$|(^|\/)vendor\/modules\.txt$/.test(path) || path === "VERSION");
}

function gitDirs(repo, mirrors) {
  if (mirrors === undefined) return [];
  return [repo, ...(otherMirrors[repo] ?? [])].flatMap((name) => {
    const base = join(mirrors, name.replace("/", "+"));
    return [join(base, "repo", ".git"), join(base, "repo"), join(base, ".git"), `${base}.git`, base].filter((dir) => existsSync(join(dir, "HEAD")));
  });
}

/** Whole or not at all, so that a run broken off leaves nothing that looks like a tree. */
function copied(from, to) {
  if (existsSync(to)) return { root: to };
  rmSync(`${to}.part`, { recursive: true, force: true });
  cpSync(from, `${to}.part`, { recursive: true });
  renameSync(`${to}.part`, to);
  return { root: to };
}

/** What a checkout lacks to be read: the version of a Go tree between releases, the go.mod of code older than modules. */
function completed(root, { goVersion, module }) {
  if (goVersion !== undefined && !existsSync(join(root, "VERSION"))) writeFileSync(join(root, "VERSION"), `${goVersion}\n`);
  if (module !== undefined && !existsSync(join(root, "go.mod"))) writeFileSync(join(root, "go.mod"), `module ${module}\n\ngo 1.13\n`);
}

/** Throws where the lines to remove are not found: a case half edited would measure something else. */
function edited(from, { file, remove }, to) {
  const text = withoutLines(readFileSync(join(from, file), "utf8"), remove, file);
  copied(from, to);
  writeFileSync(join(to, file), text);
  return { root: to };
}

/** The text with those lines of one declaration left empty, so that every other line keeps its number. */
function withoutLines(text, { in: head, lines }, file) {
  const all = text.split("\n");
  const starts = all.flatMap((line, i) => (normal(line) === `${head} {` ? [i] : []));
  if (starts.length !== 1) throw new Error(`${file}: expected one line "${head} {", found ${starts.length}`);
  let at = starts[0] + 1;
  for (const line of lines) {
    while (at < all.length && !all[at].startsWith("}") && normal(all[at]) !== line) at++;
    if (normal(all[at] ?? "") !== line) throw new Error(`${file}: no further line "${line}" in "${head}"`);
    all[at++] = "";
  }
  return all.join("\n");
}

/** A line without its comment and alignment. */
function normal(line) {
  return line.split("//")[0].replace(/\s+/g, " ").trim();
}

function git(gitDir, args, { env = {}, cwd, input } = {}) {
  return spawnSync("git", [`--git-dir=${gitDir}`, ...args], { env: { ...process.env, ...env }, cwd, input, encoding: "utf8", maxBuffer: 1 << 28 });
}

function must({ status, stderr }) {
  if (status !== 0) throw new Error(`git: ${stderr}`);
}

/** A mirror may lack its largest files, generated ones as a rule; what needs them is then unknown, no more. */
function mustButForAbsent(result) {
  const others = result.stderr.split("\n").filter((line) => line !== "" && !line.includes("unable to read sha1 file of"));
  if (0 < others.length) must(result);
}
