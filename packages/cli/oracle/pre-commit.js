// The real pre-commit, with hooks from a clone of this repository: it installs them, blocks a commit that breaks a
// baseline, and passes one that does not. What is not committed here is not tried: pre-commit clones.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cachelint, commit, expect, finish, git, newFolder, repository, root, run, write } from "./scene.js";

const program = process.env.PRE_COMMIT ?? "pre-commit";
const clone = newFolder("cachelint");
git(clone, "clone", "-q", root, ".");
const env = { PRE_COMMIT_HOME: newFolder("pre-commit-home") };
const configuration = `repos:\n- repo: ${clone}\n  rev: ${git(clone, "rev-parse", "HEAD").trim()}\n  hooks:\n  - id: cachelint\n  - id: cachelint-baseline\n`;

const go = (name, type, body) => ({ [`${name}go.mod`]: `module example.com/${type.toLowerCase()}\n\ngo 1.24\n`, [`${name}a.go`]: goFile(type, body) });
const goFile = (type, body) => `package a\n\ntype ${type} struct {\n${body}}\n`;

for (const [title, folders] of [["one module", [""]], ["several modules, and no go.mod at the root", ["one/", "two/deep/"]]]) {
  const folder = repository({ ".pre-commit-config.yaml": configuration, "README.md": "x\n", ...Object.assign({}, ...folders.map((name, i) => go(name, `T${i}`, "\tn int64\n"))) });
  cachelint(folder, ["baseline", "update"]);
  commit(folder, "baseline");
  const last = folders.at(-1);
  const type = `T${folders.length - 1}`;
  const installed = run(folder, program, ["install", "--install-hooks"], env);
  expect(`${title}: hooks are installed`, installed.status === 0, installed.text);

  const tryCommit = (files, message) => {
    write(folder, files);
    git(folder, "add", "-A");
    return run(folder, "git", ["-c", "user.name=scene", "-c", "user.email=scene@example.com", "commit", "-q", "-m", message], env);
  };
  const grown = tryCommit({ [`${last}a.go`]: goFile(type, "\tn int64\n\tm int64\n") }, "grows");
  expect(`${title}: a commit that breaks the baseline is blocked`, grown.status !== 0 && /cachelint baseline\.+Failed/.test(grown.text) && grown.text.includes(`${type} grew from 8 to 16 bytes`) && grown.text.includes("cachelint baseline update"), grown.text);
  cachelint(folder, ["baseline", "update"]);
  const accepted = tryCommit({}, "accepted");
  expect(`${title}: with the baseline updated it passes`, accepted.status === 0 && /cachelint baseline\.+Passed/.test(accepted.text) && /cachelint\.+Passed/.test(accepted.text), accepted.text);
  const neutral = tryCommit({ [`${last}a.go`]: `${goFile(type, "\tn int64\n\tm int64 // more\n")}\nfunc f() {}\n` }, "comments");
  expect(`${title}: a change that moves nothing passes`, neutral.status === 0, neutral.text);
  const wasteful = tryCommit({ [`${last}b.go`]: "package a\n\ntype w struct {\n\ta bool\n\tb int64\n\tc bool\n}\n\nvar ws []w\n" }, "wasteful");
  expect(`${title}: a finding in a staged file is blocked`, wasteful.status !== 0 && wasteful.text.includes("wasteful-field-order"), wasteful.text);
  // pre-commit puts away what is not staged: the hook sees what would be committed.
  const path = join(folder, `${last}b.go`);
  writeFileSync(path, readFileSync(path, "utf8").replace("\ta bool\n\tb int64\n\tc bool\n", "\tb int64\n\ta bool\n\tc bool\n"));
  git(folder, "add", "-A");
  writeFileSync(path, readFileSync(path, "utf8").replace("\tb int64\n\ta bool\n\tc bool\n", "\ta bool\n\tb int64\n\tc bool\n"));
  const baseline = cachelint(folder, ["baseline", "update"]);
  git(folder, "add", "*.json");
  const staged = run(folder, program, ["run"], env);
  expect(`${title}: what is not staged does not count`, baseline.status === 0 && /cachelint\.+Passed/.test(staged.text), staged.text);
  const none = tryCommit({ "README.md": "y\n" }, "text");
  expect(`${title}: without Go files nothing runs`, /Skipped/.test(run(folder, program, ["run", "--files", "README.md"], env).text), none.text);
}

// A type that is gone makes its holder unknown, and only a deleted file says so.
const deleting = repository({ ".pre-commit-config.yaml": `${configuration}    always_run: true\n`, "go.mod": "module example.com/t\n\ngo 1.24\n", "a.go": goFile("Holder", "\tpart Part\n"), "b.go": goFile("Part", "\tn int64\n") });
cachelint(deleting, ["baseline", "update"]);
commit(deleting, "baseline");
run(deleting, program, ["install", "--install-hooks"], env);
git(deleting, "rm", "-q", "b.go");
const deleted = run(deleting, "git", ["-c", "user.name=scene", "-c", "user.email=scene@example.com", "commit", "-q", "-m", "deletes"], env);
expect("with always_run a commit that only deletes is checked", deleted.status !== 0 && /cachelint baseline\.+Failed/.test(deleted.text) && deleted.text.includes("Holder"), deleted.text);
finish("pre-commit");
