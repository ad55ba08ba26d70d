import { trueTags } from "./build-tags.js";
import type { BuildContext } from "./model.js";
import type { CompiledContext, Workspace } from "./workspace.js";

export type ContextChoice = { readonly goos: string; readonly goarch: string; readonly cgo: boolean };

/** The build context of a target in a workspace: its Go version and tags. */
export function buildContext(workspace: Workspace, { goos, goarch, cgo }: ContextChoice): BuildContext {
  return { goos, goarch, cgo, tags: workspace.tags, goMinor: workspace.goVersion.minor };
}

/** The context's tags, worked out once per context object. */
export function compileContext({ inner }: Workspace, context: BuildContext): CompiledContext {
  const known = inner.contexts.get(context);
  if (known !== undefined) return known;
  const tags = trueTags(context, inner.setting);
  const compiled = { key: `${context.goMinor} ${[...tags].sort().join(" ")}`, tags };
  inner.contexts.set(context, compiled);
  return compiled;
}
