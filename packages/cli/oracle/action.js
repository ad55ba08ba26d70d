// The steps of action.yml that are shell, run as GitHub runs them, in a repository of their own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cachelint, commit, expect, finish, newFolder, repository, root, run, write } from "./scene.js";

const { inputs, runs } = parse(readFileSync(join(root, "action.yml"), "utf8"));
const defaults = Object.fromEntries(Object.entries(inputs).map(([name, { default: value }]) => [name, value]));
const folder = repository({ "go.mod": "module example.com/m\n\ngo 1.24\n", "a.go": "package m\n\ntype T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n\nvar ts []T\n" });
const summary = join(newFolder(), "summary.md");

const step = (name, given = {}) => {
  const { run: script, env } = runs.steps.find((one) => one.name === name);
  const values = { ...defaults, ...given };
  const filled = Object.fromEntries(Object.entries(env).map(([key, text]) => [key, text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input) => values[input])]));
  return run(folder, "bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { ...filled, GITHUB_ACTION_PATH: root, GITHUB_STEP_SUMMARY: summary });
};

const found = step("Findings");
expect("findings are annotations, and fail", found.status === 1 && found.stdout.startsWith("::warning file=a.go,line=3,"), found.text);
expect("the page of the step has them", readFileSync(summary, "utf8").includes("| warning | wasteful-field-order |"));
expect("flags are passed on", step("Findings", { flags: "--fail-level error" }).status === 0);
const sarif = join(newFolder(), "report.sarif");
expect("SARIF beside it", step("Findings", { "sarif-file": sarif }).status === 1 && JSON.parse(readFileSync(sarif, "utf8")).runs[0].results.length === 1);
expect("only what is new", step("Findings", { "new-from": "HEAD" }).status === 0);
expect("patterns are no globs of the shell", step("Findings", { patterns: "./*" }).status === 2, step("Findings", { patterns: "./*" }).text);
expect("without a baseline nothing is checked", step("Recorded layouts").status === 0);
expect("unless it is asked for", step("Recorded layouts", { baseline: "true" }).status === 2);
cachelint(folder, ["baseline", "update"]);
commit(folder, "baseline");
expect("with one it is", step("Recorded layouts").stdout === "No drift.\n", step("Recorded layouts").text);
write(folder, { "a.go": "package m\n\ntype T struct {\n\ta bool\n\tb int64\n\tc bool\n\td int64\n}\n" });
expect("and fails", step("Recorded layouts").status === 1);
finish("action");
