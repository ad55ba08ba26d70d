import { type CodeAction, CodeActionTriggerKind, type CodeLens, CodeLensRefreshRequest, type Connection, type Diagnostic, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, type DocumentDiagnosticReport, FileChangeType, type FileEvent, type Hover, type InlayHint, MarkupKind, MessageType, type Position, ShowMessageNotification } from "vscode-languageserver/node";
import { type Abilities, abilitiesOf, serverCapabilities } from "./capabilities.js";
import { runCommand, virtualText } from "./commands.js";
import { pathOfUri } from "./documents.js";
import { codeActions } from "./features/code-actions.js";
import { diagnosticsOf } from "./features/diagnostics.js";
import { hoverOfField, hoverOfStruct } from "./features/hover.js";
import { type StructMap, structMap } from "./features/layout.js";
import { codeLenses, inlayHints } from "./features/marks.js";
import { keepFresh } from "./keep-fresh.js";
import { Publisher } from "./publisher.js";
import type { RunCli } from "./run-cli.js";
import { Session } from "./session.js";
import { readClientSettings } from "./settings.js";
import { declaredAt, structAt } from "./struct-at.js";
import { readVirtualUri } from "./virtual.js";
import { commonWatchers } from "./watching.js";

export type ServerFacts = { readonly version: string; readonly runCli: RunCli };

/** Wires a connection to a session. Every handler answers something: what goes wrong inside is told in the editor's log. */
export function startServer(connection: Connection, { version, runCli }: ServerFacts): Session {
  let can: Abilities = abilitiesOf({});
  const logBug = (error: unknown): void => connection.console.error(`A bug of cachelint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const safely = async <T>(fallback: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      logBug(error);
      return fallback;
    }
  };
  const session = new Session({
    onFindings: (isWhole) => void safely(undefined, async () => {
      if (!can.pulls) await publisher.publish();
      // Whoever asks has asked after its own edit; what came later it has to be told of.
      else if (isWhole) connection.languages.diagnostics.refresh();
      if (isWhole) await Promise.all([refreshMarks(), fresh.renew()]);
    }),
    onProblem: (message) => void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message: `cachelint: ${message}` }),
    onBug: logBug,
  });
  let folders: readonly string[] = [];
  const fresh = keepFresh({
    options: () => ({ ...can, folders }),
    restsOn: () => session.restsOn(),
    register: async (watchers) => {
      if (watchers.length === 0) return () => undefined;
      const registered = await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] });
      return () => registered.dispose();
    },
    readAtMs: () => session.packages.readAtMs,
    reset: () => session.reset(),
  });
  const answer = <T>(fallback: T, work: () => Promise<T>): Promise<T> => {
    fresh.look();
    return safely(fallback, work);
  };
  const publisher = new Publisher(session, (params) => connection.sendDiagnostics(params));

  connection.onInitialize(({ capabilities, initializationOptions, workspaceFolders, rootUri }) => {
    can = abilitiesOf(capabilities);
    folders = pathsOf(workspaceFolders ?? (rootUri === null ? [] : [{ uri: rootUri }]));
    session.settings = readClientSettings(initializationOptions);
    return { capabilities: serverCapabilities(can), serverInfo: { name: "cachelint", version } };
  });
  connection.onInitialized(() => void safely(undefined, async () => {
    if (can.watches) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...commonWatchers] });
    if (can.registersConfiguration) await connection.client.register(DidChangeConfigurationNotification.type, { section: "cachelint" });
    if (can.hasFolders) connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = pathsOf(removed);
      folders = [...folders.filter((folder) => !gone.includes(folder)), ...pathsOf(added)];
    });
    await configure(undefined);
  }));
  connection.onDidChangeConfiguration(({ settings }) => void safely(undefined, () => configure(settings)));
  const refreshMarks = async (): Promise<void> => {
    if (can.refreshesLenses) await connection.sendRequest(CodeLensRefreshRequest.type);
    if (can.refreshesHints) await connection.languages.inlayHint.refresh();
  };
  const configure = async (pushed: unknown): Promise<void> => {
    const section: unknown = can.configures ? await connection.workspace.getConfiguration("cachelint") : (pushed as { readonly cachelint?: unknown } | undefined)?.cachelint;
    const before = session.settings;
    session.settings = readClientSettings(section, before);
    if (before.targets.join() !== session.settings.targets.join()) session.reset();
    await refreshMarks();
  };

  connection.onDidOpenTextDocument(({ textDocument: { uri, version: number, text } }) => session.open(uri, number, text));
  connection.onDidChangeTextDocument(({ textDocument: { uri, version: number }, contentChanges }) => session.edit(uri, number, contentChanges));
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    session.close(uri);
    publisher.clear(uri);
  });
  // An editor that tells of no other files may have written, fetched or configured anything since.
  connection.onDidSaveTextDocument(() => {
    if (!can.watches) session.reset();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => onFiles(session, changes));

  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }) => answer<DocumentDiagnosticReport>({ kind: "full", items: [] }, async () => {
    const items = await diagnosticsOf(session, uri);
    const resultId = resultIdOf(items);
    return resultId === previousResultId ? { kind: "unchanged", resultId } : { kind: "full", resultId, items };
  }));
  connection.onHover(({ textDocument: { uri }, position }) => answer<Hover | null>(null, () => hover(session, uri, position)));
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only, triggerKind } }) => answer<CodeAction[]>([], async () => {
    const document = session.documents.all().find((one) => one.uri === uri);
    if (document === undefined) return [];
    // Who asked for it, or saves and wants all fixed, waits a little; a light bulb does not.
    await session.areFixesFresh(document.path, triggerKind === CodeActionTriggerKind.Invoked || only?.some((kind) => kind.startsWith("source")) === true ? waitsForFixesMs : 0);
    const findings = await session.findings(document.path);
    const isFresh = await session.areFixesFresh(document.path, 0);
    return [...codeActions(isFresh ? findings : findings.map((finding) => ({ ...finding, fix: null })), { document, documents: session.documents, range, only })];
  }));
  connection.onCodeLens(({ textDocument: { uri } }) => answer<CodeLens[]>([], async () => {
    const found = session.settings.codeLens ? await session.viewOf(uri) : null;
    return found === null ? [] : [...codeLenses(found.view, found.document)];
  }));
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) => answer<InlayHint[]>([], async () => {
    const found = session.settings.inlayHints ? await session.viewOf(uri) : null;
    return found === null ? [] : [...inlayHints(found.view, found.document, range)];
  }));
  connection.onExecuteCommand(({ command, arguments: args = [] }) => safely<unknown>(null, () => runCommand(command, args, { session, connection, runCli, canShow: can.showsDocuments, hasVirtual: can.hasVirtual })));
  connection.workspace.textDocumentContent.on(({ uri }) => answer<{ text: string }>({ text: "" }, async () => {
    const document = readVirtualUri(uri);
    return { text: document === null ? "" : await virtualText(session, document) };
  }));
  connection.onRequest("cachelint/structMap", ({ textDocument: { uri }, position }: { readonly textDocument: { readonly uri: string }; readonly position: Position }) => answer<StructMap | null>(null, () => mapOf(session, uri, position)));
  connection.onShutdown(() => session.stop());
  return session;
}

/** Editors that save begin to complain after about as long. */
const waitsForFixesMs = 1500;

/** Equal for equal diagnostics: the text itself is its own name. */
function resultIdOf(items: readonly Diagnostic[]): string {
  const text = JSON.stringify(items);
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return `${String(text.length)}-${(hash >>> 0).toString(16)}`;
}

function pathsOf(folders: readonly { readonly uri: string }[]): readonly string[] {
  return folders.flatMap(({ uri }) => pathOfUri(uri) ?? []);
}

function onFiles(session: Session, changes: readonly FileEvent[]): void {
  const files = changes.flatMap(({ uri, type }) => {
    const path = pathOfUri(uri);
    return path === null ? [] : [{ path, isText: type === FileChangeType.Changed }];
  });
  // What an editor holds open it has told of already.
  const others = files.filter(({ path }) => session.documents.at(path) === undefined);
  if (others.some(({ path }) => !path.endsWith(".go"))) session.reset();
  else if (0 < others.length) session.changed(others);
}

async function hover(session: Session, uri: string, position: Position): Promise<Hover | null> {
  const found = await session.viewOf(uri);
  if (found === null) return null;
  const { document: { path, text }, view } = found;
  const at = declaredAt(view, text.offsetAt(position));
  if (at === null) return null;
  const { struct, field } = at;
  const touches = await session.touches.soon(path, struct.facts.span.start);
  const value = field === null ? hoverOfStruct(struct, touches) : hoverOfField(struct, field, touches);
  const span = field?.span ?? struct.facts.span;
  return { contents: { kind: MarkupKind.Markdown, value }, range: { start: text.positionAt(span.start), end: text.positionAt(span.end) } };
}

async function mapOf(session: Session, uri: string, position: Position): Promise<StructMap | null> {
  const found = await session.viewOf(uri);
  const struct = found && structAt(found.view, found.document.text.offsetAt(position));
  if (found === null || struct === null) return null;
  return structMap(struct, await session.touches.of(found.document.path, struct.facts.span.start));
}
