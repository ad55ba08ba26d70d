import { baselineFile, sitesOf } from "./baseline/site.js";
import { updateBaseline } from "./baseline/run-baseline.js";
import { relative, slashed } from "./display.js";
import { git } from "./git/git.js";
import * as messages from "./messages.js";
import { openRun, type RunOptions, shareRuns } from "./open-run.js";
import { type ToldProblem, toldProblems } from "./told-problems.js";
import { gitTopLevel } from "./top-level.js";

/** A file that belongs to the set-up. `text` is null where nothing is to be written. */
export type InitFile = { readonly path: string; readonly file: string; readonly text: string | null; readonly isExecutable: boolean; readonly note: string };

export type InitResult = { readonly files: readonly InitFile[]; readonly problems: readonly ToldProblem[] };

/** The set-up of the module around the working directory: configuration, baseline and hook. What is there stays; the caller writes the rest. */
export async function runInit(options: RunOptions): Promise<InitResult> {
  const shared = options.shared ?? shareRuns(options);
  const run = await openRun({ ...options, patterns: ["./..."], shared });
  const roots = run.places.flatMap(({ workspace }) => workspace.mainModules.map(({ directory }) => directory));
  const [place] = run.places;
  if (place === undefined || roots.length === 0) throw messages.noModule();
  if (1 < run.places.length) throw messages.severalModules(roots.map((root) => relative(run.cwd, root)));
  const { folder } = place.configuration;
  const isThere = (path: string): boolean => "text" in run.fs.readText(path);
  const shown = (path: string): string => relative(run.cwd, path);
  const files: InitFile[] = [];
  const configuration = `${folder}/cachelint.yaml`;
  files.push(isThere(configuration) ? kept(configuration, shown(configuration)) : { path: configuration, file: shown(configuration), text: configurationText, isExecutable: false, note: "the configuration" });
  const baseline = baselineFile(place);
  if (isThere(baseline)) files.push(kept(baseline, shown(baseline)));
  else {
    // A configuration that is not written yet says what holds without one.
    const { baselines } = await updateBaseline({ ...options, patterns: [], shared });
    const own = baselines.find(({ path }) => path === sitesOf(run)[0]?.file);
    if (own !== undefined) files.push({ path: baseline, file: shown(baseline), text: own.text, isExecutable: false, note: `${own.nTypes} struct${own.nTypes === 1 ? "" : "s"} of ${own.nPackages} package${own.nPackages === 1 ? "" : "s"} recorded` });
  }
  const top = gitTopLevel(run.fs, folder);
  files.push(...(top === undefined ? [{ path: `${folder}/.git`, file: "no hook", text: null, isExecutable: false, note: "this folder is in no git repository" }] : [hook(top, { options, isThere, shown })]));
  return { files, problems: toldProblems(run, [...run.problems, ...run.packageProblems]) };
}

type Looking = { readonly options: RunOptions; readonly isThere: (path: string) => boolean; readonly shown: (path: string) => string };

/** The hook of the manager that the repository uses already, or else git's own. */
function hook(top: string, { options, isThere, shown }: Looking): InitFile {
  const managed = managers.find(({ name }) => isThere(`${top}/${name}`));
  if (managed !== undefined) return { path: `${top}/${managed.name}`, file: shown(`${top}/${managed.name}`), text: null, isExecutable: false, note: `add the hooks to it:\n\n${managed.lines}` };
  const hooks = git({ top, env: options.env }, ["rev-parse", "--git-path", "hooks"])?.trim() ?? ".git/hooks";
  const path = `${slashed(hooks.startsWith("/") ? hooks : `${top}/${hooks}`)}/pre-commit`;
  return isThere(path) ? { ...kept(path, shown(path)), note: "is there already; have it run `cachelint check` on the staged Go files, and `cachelint baseline check`" } : { path, file: shown(path), text: hookText, isExecutable: true, note: "the hook" };
}

function kept(path: string, file: string): InitFile {
  return { path, file, text: null, isExecutable: false, note: "is there already, and stays as it is" };
}

const configurationText = `# Settings of cachelint. Every key with its default: docs/cli.md of cachelint.
targets: [linux/amd64, linux/arm64]

# Recorded layouts: \`cachelint baseline check\` fails when one of them gets worse.
baseline:
  path: .layout-baseline.json
  select: ["./..."]
`;

const hookText = `#!/bin/sh
# Written by cachelint init: findings in the staged Go files, and layouts that got worse than the baseline has them.
if git diff --cached --quiet --diff-filter=ACMRD -- '*.go' '*go.mod' '*go.sum' '*go.work' '*.layout-baseline.json' '*cachelint.yaml'; then exit 0; fi
if command -v cachelint > /dev/null 2>&1; then cachelint=cachelint; else cachelint='npx --yes cachelint'; fi
git diff --cached --name-only -z --diff-filter=ACMR -- '*.go' | xargs -0 -r $cachelint check || exit 1
exec $cachelint baseline check
`;

const managers: readonly { readonly name: string; readonly lines: string }[] = [
  {
    name: ".pre-commit-config.yaml",
    lines: `  - repo: local
    hooks:
      - id: cachelint
        name: cachelint
        entry: npx --yes cachelint check
        language: system
        types: [go]
        require_serial: true
      - id: cachelint-baseline
        name: cachelint baseline
        entry: npx --yes cachelint baseline check
        language: system
        files: '(?:\\.go|(?:^|/)(?:go\\.(?:mod|sum|work)|modules\\.txt|cachelint\\.yaml|\\.layout-baseline\\.json))$'
        pass_filenames: false
`,
  },
  ...["lefthook.yml", "lefthook.yaml", ".lefthook.yml"].map((name) => ({
    name,
    lines: `pre-commit:
  commands:
    cachelint:
      glob: "*.go"
      run: npx --yes cachelint check {staged_files}
    cachelint-baseline:
      glob: "*.{go,mod,sum,work,json,yaml}"
      run: npx --yes cachelint baseline check
`,
  })),
];
