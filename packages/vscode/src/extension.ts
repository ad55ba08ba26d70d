import * as vscode from "vscode";
import { ExecuteCommandRequest, LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { CacheLinePanel } from "./panel.js";
import type { StructMap } from "@cachelint/language-server";

let client: LanguageClient | undefined;

/** VS Code calls it with the first Go file. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  client = new LanguageClient("cachelint", "cachelint", serverOptions(context), clientOptions);
  const panel = new CacheLinePanel(context.extensionUri, async (document, position) => (await client?.sendRequest<StructMap | null>("cachelint/structMap", { textDocument: { uri: document.uri.toString() }, position })) ?? null);
  const register = (name: string, run: () => unknown): vscode.Disposable => vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    panel,
    register("cachelint.cacheLines", () => panel.show()),
    register("cachelint.layoutAtCursor", showLayout),
    register("cachelint.reportOnModule", () => showText("cachelint.report")),
    register("cachelint.checkBaseline", () => showText("cachelint.baseline.check")),
    register("cachelint.updateBaseline", updateBaseline),
    register("cachelint.restart", () => client?.restart()),
  );
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

const clientOptions: LanguageClientOptions = {
  documentSelector: [{ scheme: "file", language: "go" }],
  middleware: {
    // What the server has not opened itself is shown here: of code lenses and code actions nobody else sees the result.
    executeCommand: async (command, args, next) => {
      const result: unknown = await next(command, args);
      if (command === "cachelint.baseline.update") tell(result);
      else if (typeof result === "string") await open(result, languageOf(command));
      return result;
    },
  },
};

function languageOf(command: string): string {
  return command === "cachelint.showLayout" ? "c" : command === "cachelint.explain" ? "markdown" : "plaintext";
}

function tell(text: unknown): void {
  if (typeof text === "string" && text.trim() !== "") void vscode.window.showInformationMessage(text.trim());
}

/** The server that comes with the extension, on VS Code's own Node; or the user's command. */
function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const [command, ...args] = vscode.workspace.getConfiguration("cachelint").get<readonly string[]>("command", []);
  if (command !== undefined) return { command, args: [...args, "lsp"] };
  return { module: context.asAbsolutePath("dist/server/bin/cachelint.js"), args: ["lsp"], transport: TransportKind.stdio };
}

async function showLayout(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { line, character } = editor.selection.active;
  const text = await ask("cachelint.showLayout", [editor.document.uri.toString(), { line, character }]);
  // Where VS Code opens the server's own documents, the server has done so.
  if (typeof text === "string") await open(text, "c");
}

async function showText(command: string): Promise<void> {
  const text = await askOfFile(command);
  if (typeof text === "string") await open(text, languageOf(command));
}

async function updateBaseline(): Promise<void> {
  tell(await askOfFile("cachelint.baseline.update"));
}

function askOfFile(command: string): Promise<unknown> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  return uri === undefined ? Promise.resolve(null) : ask(command, [uri]);
}

async function ask(command: string, args: unknown[]): Promise<unknown> {
  return client?.sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
}

async function open(content: string, language: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
