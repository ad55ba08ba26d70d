import { displayPath, type ProjectProblem, type Workspace } from "@cachelint/project";
import { withoutMachinePaths } from "./display.js";
import type { Run } from "./open-run.js";

/** A problem of the project as it is told: without paths of this machine. */
export type ToldProblem = { readonly severity: "error" | "warning"; readonly file: string | null; readonly line: number | null; readonly message: string };

/** Problems in the words of the user's folder, each once, errors first. */
export function toldProblems(run: Run, problems: readonly ProjectProblem[]): readonly ToldProblem[] {
  const workspaces = run.places.map(({ workspace }) => workspace);
  const told = new Map<string, ToldProblem>();
  for (const { severity, path, line, message } of problems) {
    const problem: ToldProblem = { severity, line, file: path === null ? null : fileName(run, workspaces, path), message: withoutMachinePaths(message, { ...run, env: run.options.env, workspaces }) };
    told.set(JSON.stringify(problem), problem);
  }
  return [...told.values()].sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}

function fileName(run: Run, workspaces: readonly Workspace[], path: string): string {
  const [workspace] = workspaces;
  const shown = workspace === undefined ? path : displayPath(workspace, run.base, path);
  return withoutMachinePaths(shown === "" ? "." : shown, { ...run, env: run.options.env, workspaces });
}
