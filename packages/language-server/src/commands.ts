import { readRulePage, rulePagePath } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import { type Connection, MessageType, type Position, ShowMessageNotification } from "vscode-languageserver/node";
import { pathOfUri, uriOfPath } from "./documents.js";
import { layoutText } from "./features/layout.js";
import { homeOf } from "./homes.js";
import type { RunCli } from "./run-cli.js";
import type { Session } from "./session.js";
import { structAt } from "./struct-at.js";
import { layoutUri, type VirtualDocument } from "./virtual.js";

export const commandNames = ["cachelint.showLayout", "cachelint.explain", "cachelint.report", "cachelint.baseline.check", "cachelint.baseline.update"] as const;

export type CommandContext = { readonly session: Session; readonly connection: Connection; readonly runCli: RunCli; /** The editor opens documents that it is told of. */ readonly canShow: boolean; /** And such that only the server has. */ readonly hasVirtual: boolean };

/** Runs a command of an editor. Where the editor cannot open documents, the text is the result. */
export async function runCommand(name: string, args: readonly unknown[], context: CommandContext): Promise<unknown> {
  switch (name) {
    case "cachelint.showLayout": {
      const [uri, position] = args;
      if (typeof uri !== "string") return null;
      const at = isPosition(position) ? position : null;
      if (context.hasVirtual && context.canShow) return show(context, layoutUri(uri, at));
      return virtualText(context.session, { kind: "layout", uri, position: at });
    }
    case "cachelint.explain": {
      const [ruleId] = args;
      if (typeof ruleId !== "string") return null;
      const page = rulePagePath(ruleId);
      if (page !== undefined && context.canShow) return show(context, uriOfPath(page));
      return virtualText(context.session, { kind: "rule", ruleId });
    }
    case "cachelint.report":
      return inModule(args, context, ["check"]);
    case "cachelint.baseline.check":
      return inModule(args, context, ["baseline", "check"]);
    case "cachelint.baseline.update": {
      const text = await inModule(args, context, ["baseline", "update"]);
      context.session.reset();
      return text;
    }
    default:
      return null;
  }
}

/** What the command line prints in the module of a file; it sees what is saved. */
async function inModule([uri]: readonly unknown[], { session, connection, runCli }: CommandContext, words: readonly string[]): Promise<string | null> {
  const path = typeof uri === "string" ? pathOfUri(uri) : null;
  if (path === null) return null;
  const { exitCode, stdout, stderr } = await runCli(words, homeOf(path, session.documents.texts).cwd);
  // 1 is for findings and drift, which are what was asked for.
  if (1 < exitCode) await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message: stderr.trim() });
  return stdout + stderr;
}

/** The text of a document that only the server has. */
export async function virtualText(session: Session, document: VirtualDocument): Promise<string> {
  if (document.kind === "rule") return allRules.some(({ id }) => id === document.ruleId) ? readRulePage(document.ruleId, allRules) : `There is no rule ${document.ruleId}.\n`;
  const found = await session.viewOf(document.uri);
  if (found === null) return "// The file is not open, or no target builds it.\n";
  return layoutText(found.view, document.position === null ? null : structAt(found.view, found.document.text.offsetAt(document.position)));
}

async function show({ connection }: CommandContext, uri: string): Promise<null> {
  await connection.window.showDocument({ uri, takeFocus: true });
  return null;
}

function isPosition(value: unknown): value is Position {
  const { line, character } = (value ?? {}) as Partial<Position>;
  return Number.isInteger(line) && Number.isInteger(character);
}
