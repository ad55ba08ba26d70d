import { type ClientCapabilities, CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver/node";
import { commandNames } from "./commands.js";
import { fixAllKind } from "./features/code-actions.js";
import { virtualScheme } from "./virtual.js";

/** What an editor can, as far as it matters here. */
export type Abilities = {
  /** It asks for diagnostics, and can be told to ask again when a check of the module ends; all others have to be sent them. */
  readonly pulls: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  readonly configures: boolean;
  readonly registersConfiguration: boolean;
  /** It tells of files that change on the disk. */
  readonly watches: boolean;
  /** Outside of its folders, too. */
  readonly watchesOutside: boolean;
  readonly showsDocuments: boolean;
  readonly hasVirtual: boolean;
  readonly hasFolders: boolean;
};

export function abilitiesOf({ textDocument, workspace, window }: ClientCapabilities): Abilities {
  return {
    pulls: textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    configures: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesOutside: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    showsDocuments: window?.showDocument?.support === true,
    hasVirtual: workspace?.textDocumentContent !== undefined,
    hasFolders: workspace?.workspaceFolders === true,
  };
}

/** What the server offers. Diagnostics by request only to those that make it: others would wait for them in vain. */
export function serverCapabilities(can: Abilities): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(can.pulls ? { diagnosticProvider: { identifier: "cachelint", interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind] },
    codeLensProvider: {},
    inlayHintProvider: true,
    executeCommandProvider: { commands: [...commandNames] },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: can.hasFolders },
      ...(can.hasVirtual ? { textDocumentContent: { schemes: [virtualScheme] } } : {}),
    },
  };
}

/** Files whose changes matter wherever they lie. */
export const watchedNames: ReadonlySet<string> = new Set(["go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt", "cachelint.yaml", ".layout-baseline.json"]);

/** Files besides the open ones whose changes matter. */
export const watchedGlobs = ["**/*.{go,s,S}", "**/go.{mod,sum,work,work.sum}", "**/vendor/modules.txt", "**/cachelint.yaml", "**/.layout-baseline.json"] as const;
