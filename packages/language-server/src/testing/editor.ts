import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { type ClientCapabilities, type CodeAction, createProtocolConnection, type Diagnostic, type FileChangeType, type Hover, type Position, type ProtocolConnection, type PublishDiagnosticsParams, type Range, StreamMessageReader, StreamMessageWriter, type TextEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { uriOfPath } from "../documents.js";
import type { RunCli } from "../run-cli.js";
import type { Watcher } from "../watching.js";
import { startServer } from "../server.js";

/** An editor as the protocol's own client library makes one, in one process with the server. */
export type Editor = {
  readonly folder: string;
  readonly client: ProtocolConnection;
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** What the server wrote into the log as an error, or showed as one. */
  readonly errors: string[];
  readonly shown: string[];
  /** Whether the server wants to hear of changes of a file or folder, by absolute path. */
  readonly hears: (path: string) => boolean;
  /** Tells of a change on the disk, as an editor does of what it was asked to watch. */
  readonly tell: (path: string, type: FileChangeType) => void;
  readonly uri: (file: string) => string;
  readonly open: (file: string, text?: string) => void;
  readonly text: (file: string) => string;
  readonly edit: (file: string, edits: readonly TextEdit[]) => void;
  readonly replace: (file: string, text: string) => void;
  readonly close: (file: string) => void;
  /** The files on the disk. */
  readonly write: (file: string, text: string) => void;
  readonly pull: (file: string) => Promise<readonly Diagnostic[]>;
  /** `false-sharing Ring.head …`, of the pulled diagnostics, once they satisfy. */
  readonly until: (file: string, satisfies: (codes: readonly string[]) => boolean) => Promise<readonly Diagnostic[]>;
  /** Published diagnostics of a file, once they satisfy. */
  readonly published: (file: string, satisfies: (diagnostics: readonly Diagnostic[]) => boolean) => Promise<readonly Diagnostic[]>;
  readonly at: (file: string, words: string, offset?: number) => Position;
  readonly hover: (file: string, words: string) => Promise<string>;
  readonly actions: (file: string, range: Range, only?: readonly string[]) => Promise<readonly CodeAction[]>;
  readonly stop: () => Promise<void>;
};

/** `root`: the folder that is open in the editor, below that of the files. */
export type EditorOptions = { readonly files: Readonly<Record<string, string>>; readonly root?: string; readonly capabilities?: ClientCapabilities; readonly settings?: object; readonly runCli?: RunCli };

const noCli: RunCli = () => Promise.resolve({ exitCode: 0, stdout: "", stderr: "" });

export const pulling: ClientCapabilities = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

export async function startEditor({ files, capabilities = pulling, settings = {}, runCli = noCli, root = "." }: EditorOptions): Promise<Editor> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-editor-")));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(ProposedFeatures.all, toServer, toClient);
  const session = startServer(connection, { version: "test", runCli });
  connection.listen();
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const errors: string[] = [];
  const shown: string[] = [];
  client.onNotification("window/logMessage", ({ type, message }: { type: number; message: string }) => void (type === 1 && errors.push(message)));
  client.onNotification("window/showMessage", ({ message }: { message: string }) => void shown.push(message));
  const sent = new Map<string, readonly Diagnostic[]>();
  client.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }: PublishDiagnosticsParams) => void sent.set(uri, diagnostics));
  const watched = new Map<string, readonly Watcher[]>();
  client.onRequest("client/registerCapability", ({ registrations }: { registrations: readonly { id: string; registerOptions?: { watchers?: readonly Watcher[] } }[] }) => {
    for (const { id, registerOptions } of registrations) watched.set(id, registerOptions?.watchers ?? []);
    return null;
  });
  client.onRequest("client/unregisterCapability", ({ unregisterations }: { unregisterations: readonly { id: string }[] }) => {
    for (const { id } of unregisterations) watched.delete(id);
    return null;
  });
  const rootFolder = join(folder, root);
  const hears = (path: string): boolean => [...watched.values()].flat().some(({ globPattern }) => (typeof globPattern === "string" ? matches(globPattern, path, uriOfPath(rootFolder)) : matches(globPattern.pattern, path, globPattern.baseUri)));
  client.onRequest("workspace/diagnostic/refresh", () => null);
  client.onRequest("workspace/configuration", () => [settings]);
  client.listen();
  const uri = (file: string): string => uriOfPath(join(folder, file));
  const initialized = await client.sendRequest<{ capabilities: Record<string, unknown> }>("initialize", { processId: null, rootUri: uriOfPath(rootFolder), capabilities, initializationOptions: settings });
  await client.sendNotification("initialized", {});
  const documents = new Map<string, TextDocument>();
  const documentOf = (file: string): TextDocument => {
    const document = documents.get(file);
    if (document === undefined) throw new Error(`${file} is not open`);
    return document;
  };
  const change = (file: string, contentChanges: readonly ({ range: Range; text: string } | { text: string })[]): void => {
    const document = documentOf(file);
    TextDocument.update(document, [...contentChanges], document.version + 1);
    void client.sendNotification("textDocument/didChange", { textDocument: { uri: uri(file), version: document.version }, contentChanges });
  };
  const pull = async (file: string): Promise<readonly Diagnostic[]> => (await client.sendRequest<{ items: readonly Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri: uri(file) } })).items;
  return {
    folder, client, capabilities: initialized.capabilities, errors, shown, hears, uri, write, pull,
    tell: (path, type) => void client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOfPath(path), type }] }),
    open: (file, text = files[file] ?? "") => {
      documents.set(file, TextDocument.create(uri(file), "go", 1, text));
      void client.sendNotification("textDocument/didOpen", { textDocument: { uri: uri(file), languageId: "go", version: 1, text } });
    },
    text: (file) => documentOf(file).getText(),
    edit: (file, edits) => {
      // Later ones first, as the protocol has changes follow one another.
      const document = documentOf(file);
      const ordered = [...edits].sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start));
      change(file, ordered.map(({ range, newText }) => ({ range, text: newText })));
    },
    replace: (file, text) => change(file, [{ text }]),
    close: (file) => {
      documents.delete(file);
      void client.sendNotification("textDocument/didClose", { textDocument: { uri: uri(file) } });
    },
    until: (file, satisfies) => eventually(() => pull(file), (items) => satisfies(items.map(({ code }) => String(code)))),
    published: (file, satisfies) => eventually(() => Promise.resolve(sent.get(uri(file)) ?? null), (items) => items !== null && satisfies(items)).then((items) => items ?? []),
    at: (file, words, offset = 0) => positionOf(documentOf(file), words, offset),
    hover: async (file, words) => {
      const hover = await client.sendRequest<Hover | null>("textDocument/hover", { textDocument: { uri: uri(file) }, position: positionOf(documentOf(file), words, 0) });
      return hover === null ? "" : (hover.contents as { value: string }).value;
    },
    actions: (file, range, only) => client.sendRequest<CodeAction[]>("textDocument/codeAction", { textDocument: { uri: uri(file) }, range, context: { diagnostics: [], ...(only ? { only } : {}) } }),
    stop: async () => {
      await client.sendRequest("shutdown");
      session.stop();
      client.dispose();
      connection.dispose();
      rmSync(folder, { recursive: true });
    },
  };
}

/** As far as our own patterns go. */
function matches(glob: string, path: string, baseUri: string): boolean {
  const uri = uriOfPath(path);
  const pattern = glob.replace(/[.+^$()|]/g, "\\$&").replaceAll("**/", "\0").replaceAll("*", "[^/]*").replaceAll("\0", "(?:.*/)?").replace(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(",", "|")})`);
  return uri.startsWith(`${baseUri}/`) && new RegExp(`^${pattern}$`).test(decodeURIComponent(uri.slice(baseUri.length + 1)));
}

function positionOf(document: TextDocument, words: string, offset: number): Position {
  const start = document.getText().indexOf(words);
  if (start < 0) throw new Error(`the text has no ${words}`);
  return document.positionAt(start + offset);
}

async function eventually<T>(look: () => Promise<T>, satisfies: (value: T) => boolean): Promise<T> {
  for (let nTries = 0; ; nTries++) {
    const value = await look();
    if (satisfies(value)) return value;
    if (mostTries < nTries) throw new Error(`It did not come to that: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Half a minute: machines that run many things at once are slow. */
const mostTries = 600;
