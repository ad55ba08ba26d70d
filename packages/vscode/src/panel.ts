import * as vscode from "vscode";
import type { StructMap } from "@cachelint/language-server";
import { pageHtml } from "./webview/page.js";

/** Answers what struct is at a place of a document. */
export type AskForMap = (document: vscode.TextDocument, position: vscode.Position) => Promise<StructMap | null>;

/** The picture beside the editor: of the struct at the cursor, drawn anew when cursor or text move. */
export class CacheLinePanel implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #ask: AskForMap;
  #panel: vscode.WebviewPanel | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners: vscode.Disposable[];

  constructor(extensionUri: vscode.Uri, ask: AskForMap) {
    this.#extensionUri = extensionUri;
    this.#ask = ask;
    this.#listeners = [
      vscode.window.onDidChangeTextEditorSelection(() => this.#soon()),
      vscode.workspace.onDidChangeTextDocument(() => this.#soon()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#soon()),
    ];
  }

  async show(): Promise<void> {
    const panel = (this.#panel ??= this.#create());
    panel.reveal(vscode.ViewColumn.Beside, true);
    await this.#update();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#panel?.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }

  #create(): vscode.WebviewPanel {
    const folder = vscode.Uri.joinPath(this.#extensionUri, "dist", "webview");
    const panel = vscode.window.createWebviewPanel("cachelint.cacheLines", "Cache lines", { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, localResourceRoots: [folder], retainContextWhenHidden: true });
    const { webview } = panel;
    const uriOf = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    webview.html = pageHtml({ scriptUri: uriOf("main.js"), styleUri: uriOf("style.css"), cspSource: webview.cspSource });
    panel.onDidDispose(() => (this.#panel = undefined));
    return panel;
  }

  #soon(): void {
    if (this.#panel === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#update(), 150);
  }

  async #update(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    // With the cursor elsewhere the last picture stays.
    if (editor === undefined || editor.document.languageId !== "go") return;
    const map = await this.#ask(editor.document, editor.selection.active);
    if (map !== null) await this.#panel?.webview.postMessage({ map });
  }
}
