import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadCheckNow, snapshot } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import { type Checks, createChecks, type FileOutcome } from "./checks.js";
import { recommended } from "./configs.js";

const now = await loadCheckNow();
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const header = "package p\n\ntype Header struct {\n\tkind Kind\n\tbody uint64\n\tflag bool\n}\n\nvar headers []Header\n";
const small = "package p\n\ntype Kind uint8\n";
const large = "package p\n\ntype Kind uint64\n";

type Repository = {
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  /** Checks of another process. */
  readonly open: () => Checks;
  /** The rules that find something in a file, in one process. */
  readonly found: (path: string, text: string) => readonly string[];
};

function repository(files: Readonly<Record<string, string>>): Repository {
  const above = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-checks-"))).replaceAll("\\", "/");
  const folder = `${above}/repository`;
  folders.push(above);
  mkdirSync(folder);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const open = (): Checks => createChecks({ now, disk: snapshot(), rules: allRules, cwd: folder, env: { GOMODCACHE: `${above}/cache` } });
  const checks = open();
  return { folder, write, open, found: (path, text) => rulesIn(checks.ofFile(`${folder}/${path}`, text)) };
}

function rulesIn(outcome: FileOutcome): readonly string[] {
  return "problem" in outcome ? [outcome.problem.message] : outcome.findings(new Set()).map(({ ruleId }) => ruleId);
}

/** Looking at the disk is rationed; nobody in an editor is as fast as a test. */
const aMoment = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 120));

test("a change of another file is seen in the same process", async () => {
  const { found, write, folder } = repository({ "go.mod": "module m\n", "header.go": header, "kind.go": small });
  expect(found("header.go", header)).toEqual(["wasteful-field-order"]);
  await aMoment();
  write("kind.go", large);
  expect(found("header.go", header)).toEqual([]);
  await aMoment();
  rmSync(join(folder, "kind.go"));
  write("kind_linux.go", small);
  expect(found("header.go", header)).toEqual(["wasteful-field-order"]);
  await aMoment();
  write("cachelint.yaml", "rules: { wasteful-field-order: off }\n");
  expect(found("header.go", header)).toEqual([]);
});

test("a text that is not saved counts for its own file, and only while it is asked for", () => {
  const { found } = repository({ "go.mod": "module m\n", "header.go": header, "kind.go": small });
  expect(found("header.go", header.replace("kind Kind", "kind uint64"))).toEqual([]);
  expect(found("header.go", header)).toEqual(["wasteful-field-order"]);
  expect(found("new.go", header.replaceAll("Header", "Trailer").replace("headers", "trailers"))).toEqual(["wasteful-field-order"]);
});

test("of a text that is not saved, such as one that --fix goes on with, only its own file is judged", () => {
  const { folder } = repository({ "go.mod": "module m\n", "header.go": header, "kind.go": small });
  const whole: number[] = [];
  const counting = { ...now, open: (options: Parameters<typeof now.open>[0]) => ({ ...now.open(options), findings: () => (whole.push(1), []) }) };
  const checks = createChecks({ now: counting, disk: snapshot(), rules: allRules, cwd: folder, env: {} });
  expect(rulesIn(checks.ofFile(`${folder}/header.go`, `${header}\n`))).toEqual(["wasteful-field-order"]);
  expect(whole).toEqual([]);
  expect(rulesIn(checks.ofFile(`${folder}/header.go`, header))).toEqual([]);
  expect(whole).toEqual([1]);
});

test("modules are checked each by its own; what no build knows is not", () => {
  const { found } = repository({ "a/go.mod": "module a\n", "a/cachelint.yaml": "rules: { wasteful-field-order: off }\n", "a/x.go": header + "type Kind uint8\n", "b/go.mod": "module b\n", "b/x.go": header + "type Kind uint8\n", "b/testdata/x.go": header + "type Kind uint8\n", "loose/x.go": header + "type Kind uint8\n" });
  const text = header + "type Kind uint8\n";
  expect([found("a/x.go", text), found("b/x.go", text), found("b/testdata/x.go", text), found("loose/x.go", text)]).toEqual([[], ["wasteful-field-order"], [], ["wasteful-field-order"]]);
});

test("a wrong configuration is a problem of the file, with its place", () => {
  const { open, folder } = repository({ "go.mod": "module m\n", "header.go": header, "cachelint.yaml": "targets: [linux/amd65]\n" });
  expect(rulesIn(open().ofFile(`${folder}/header.go`, header))).toEqual([expect.stringContaining("linux/amd65")]);
});

test("so is a baseline that is damaged", () => {
  const { open, folder } = repository({ "go.mod": "module m\n", "header.go": header, ".layout-baseline.json": "{\n<<<<<<< HEAD\n" });
  expect(rulesIn(open().ofFile(`${folder}/header.go`, header))).toEqual([expect.stringContaining("merge conflict")]);
});

describe("the fingerprint", () => {
  const files = { ".git/HEAD": "", "app/go.mod": "module app\n\ngo 1.24\n\nrequire lib v0.0.0\n\nrequire example.com/x v1.0.0\n\nreplace lib => ../lib\n", "app/a.go": "package app\n\nimport \"lib\"\n\ntype Wrap struct {\n\ta bool\n\tv lib.Value\n\tb bool\n}\n\nvar wraps []Wrap\n", "lib/go.mod": "module lib\n", "lib/value.go": "package lib\n\ntype Value uint64\n" };
  test.each([
    ["a replaced module", "lib/value.go", "package lib\n\ntype Value uint8\n", true],
    ["a configuration", "cachelint.yaml", "rules: { wasteful-field-order: off }\n", true],
    ["a configuration that is wrong", "cachelint.yaml", "rules: 1\n", true],
    ["a baseline", "app/.layout-baseline.json", "{}\n", true],
    ["a file come", "app/b.go", "package app\n", true],
    ["assembly, which may know an offset", "app/a.s", "\tMOVQ Wrap_v(AX), BX\n", true],
    ["a module of the cache come", "../cache/example.com/x@v1.0.0/x.go", "package x\n", true],
    ["a configuration of another module", "lib/cachelint.yaml", "rules: { pointer-tail: info }\n", true],
    ["a file that is no Go", "app/README.md", "# app\n", false],
  ])("%s", (_, path, text, changes) => {
    const { folder, open, write } = repository(files);
    const before = open().fingerprint(`${folder}/app`);
    expect(open().fingerprint(`${folder}/app`)).toBe(before);
    write(path, text);
    expect(open().fingerprint(`${folder}/app`) !== before).toBe(changes);
  });
});

describe("recommended heeds every cachelint.yaml of the repository", () => {
  const recommendedIn = (yaml: Readonly<Record<string, string>>): Readonly<Record<string, string>> => recommended({}, allRules, repository({ ".git/HEAD": "", ...yaml }).open()).rules;
  test("severities", () => expect(recommendedIn({ "cachelint.yaml": "rules: { false-sharing: warning, wasteful-field-order: error, useless-padding: info }" })).toMatchObject({ "cachelint/false-sharing": "warn", "cachelint/wasteful-field-order": "error", "cachelint/useless-padding": "warn" }));
  test("optional rules", () => expect(recommendedIn({ "deep/er/cachelint.yaml": "rules: { pointer-tail: info }" })).toHaveProperty(["cachelint/pointer-tail"], "warn"));
  test("overrides", () => expect(recommendedIn({ "cachelint.yaml": "overrides: [{ files: [\"a/**\"], rules: { wasteful-field-order: error, false-sharing: off } }]" })).toMatchObject({ "cachelint/false-sharing": "error", "cachelint/wasteful-field-order": "error" }));
  test("one that is wrong stops nobody", () => expect(recommendedIn({ "cachelint.yaml": "rules: 1" })).toHaveProperty(["cachelint/false-sharing"], "error"));
});

test("what is told as less than its rule, ESLint would make more of: it is left to the command, unless the rule is no more than that", () => {
  const contract = "package p\n\n//cachelint:size 8\ntype G[T any] struct{ t T }\n\n//cachelint:size 8\ntype A [2]int\n";
  const files = { "go.mod": "module example.com/m\n\ngo 1.24\n", "p/p.go": contract };
  expect(repository(files).found("p/p.go", contract)).toEqual(["broken-layout-contract"]);
  expect(repository({ ...files, "cachelint.yaml": "rules: { broken-layout-contract: info }\n" }).found("p/p.go", contract)).toEqual(["broken-layout-contract", "broken-layout-contract"]);
});
