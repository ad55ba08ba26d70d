import { displayPath, type ProjectProblem, type Workspace } from "@cachelint/project";
import * as messages from "./messages.js";
import { withoutMachinePaths } from "./display.js";
import type { Run } from "./open-run.js";

/** A problem of the project as it is told: without paths of this machine. */
export type ToldProblem = { readonly severity: "error" | "warning" | "note"; readonly file: string | null; readonly line: number | null; readonly message: string };

/** Problems in the words of the user's folder, each once, errors first. */
export function toldProblems(run: Run, problems: readonly ProjectProblem[]): readonly ToldProblem[] {
  const workspaces = run.places.map(({ workspace }) => workspace);
  const told = new Map<string, ToldProblem>();
  for (const { severity, path, line, message } of problems) {
    const problem: ToldProblem = { severity, line, file: path === null ? null : fileName(run, workspaces, path), message: withoutMachinePaths(message, { ...run, workspaces }) };
    told.set(JSON.stringify(problem), problem);
  }
  const order = ["error", "warning", "note"];
  return [...told.values(), ...stdTableNote(workspaces)].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** Layouts that hold standard types rest on the table then, which the user should know. */
function stdTableNote(workspaces: readonly Workspace[]): readonly ToldProblem[] {
  const versions = new Set(workspaces.flatMap(({ goroot }) => (goroot.kind === "table" ? [goroot.version] : [])));
  return [...versions].map((version) => ({ severity: "note", file: null, line: null, message: messages.builtInStd(version) }));
}

function fileName(run: Run, workspaces: readonly Workspace[], path: string): string {
  const [workspace] = workspaces;
  const shown = workspace === undefined ? path : displayPath(workspace, run.base, path);
  return withoutMachinePaths(shown === "" ? "." : shown, { ...run, workspaces });
}
