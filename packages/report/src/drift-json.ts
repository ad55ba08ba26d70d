import { type Drift, wireLayout } from "@cachelint/baseline";

/** What `baseline check` and `diff` tell besides the drift itself. */
export type DriftJsonOptions = {
  /** The command that accepts the drift; null where there is nothing to accept. */
  readonly accept: string | null;
  readonly baselines: readonly { readonly file: string; readonly isCurrent: boolean }[];
};

/** The pieces of `baseline check --format json` and `diff --format json`: one document, a struct and target a line. */
export function* driftJson(drift: readonly Drift[], { accept, baselines }: DriftJsonOptions): Generator<string> {
  let before = '{"schemaVersion":1,"drift":[\n';
  for (const one of drift) {
    yield before + JSON.stringify(wireDrift(one));
    before = ",\n";
  }
  yield `${drift.length === 0 ? '{"schemaVersion":1,"drift":[' : "\n"}],"accept":${JSON.stringify(accept)},"baselines":${JSON.stringify(baselines.map(({ file, isCurrent }) => ({ file, isCurrent })))}}\n`;
}

/** One struct under one target as outside programs read it. Its keys and their order are a promise. */
function wireDrift({ classes, verdict, importPath, type, target, before, after, cause, message }: Drift): object {
  return { classes, verdict, importPath, type, target, before: before && wireLayout(before), after: after && wireLayout(after), cause, message };
}
