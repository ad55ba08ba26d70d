import { fileURLToPath, pathToFileURL } from "node:url";
import { slashed } from "@cachelint/host";
import { TextDocument, type TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import { type Replacement, replacementBetween } from "./edits.js";

/** A file that is open in the editor. */
export type OpenDocument = {
  /** As the client writes it. */
  readonly uri: string;
  /** Absolute, with slashes. */
  readonly path: string;
  readonly text: TextDocument;
};

/** The path of a file's URI; null for what is no file, such as a buffer without a name. */
export function pathOfUri(uri: string): string | null {
  try {
    return uri.startsWith("file:") ? slashed(fileURLToPath(uri)) : null;
  } catch {
    // `file://host/…` means nothing where there are no such shares.
    return null;
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

/** The open files, their texts, and what was edited in each. */
export class Documents {
  /** By path: what lies over the disk. */
  readonly texts = new Map<string, string>();
  readonly #open = new Map<string, OpenDocument>();
  readonly #edits = new Map<string, { first: number; list: Replacement[] }>();

  all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  at(path: string): OpenDocument | undefined {
    return this.#open.get(path);
  }

  open(uri: string, version: number, text: string): OpenDocument | null {
    const path = pathOfUri(uri);
    if (path === null) return null;
    const document = { uri, path, text: TextDocument.create(uri, "go", version, text) };
    this.#open.set(path, document);
    this.texts.set(path, text);
    // What is known of the file is known of the text on the disk, which this one may differ from.
    this.#edits.delete(path);
    return document;
  }

  /** Applies changes one by one, because each is told in terms of the text before it. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): OpenDocument | null {
    const path = pathOfUri(uri);
    const document = path === null ? undefined : this.#open.get(path);
    if (document === undefined) return null;
    const { text } = document;
    const log = this.#edits.get(document.path) ?? { first: 0, list: [] };
    this.#edits.set(document.path, log);
    for (const change of changes) {
      if ("range" in change) log.list.push({ start: text.offsetAt(change.range.start), end: text.offsetAt(change.range.end), length: change.text.length });
      else log.list.push(replacementBetween(text.getText(), change.text));
      TextDocument.update(text, [change], version);
    }
    this.texts.set(document.path, text.getText());
    return document;
  }

  close(uri: string): string | null {
    const path = pathOfUri(uri);
    if (path === null) return null;
    this.#open.delete(path);
    this.#edits.delete(path);
    this.texts.delete(path);
    return path;
  }

  /** A mark in the history of a file, for `editsSince`. */
  markOf(path: string): number {
    const log = this.#edits.get(path);
    return log === undefined ? 0 : log.first + log.list.length;
  }

  editsSince(path: string, mark: number): readonly Replacement[] {
    const log = this.#edits.get(path);
    return log === undefined ? [] : log.list.slice(Math.max(0, mark - log.first));
  }

  /** Nobody will ask for what lies before the mark any more. */
  forgetEditsBefore(path: string, mark: number): void {
    const log = this.#edits.get(path);
    if (log === undefined || mark <= log.first) return;
    log.list.splice(0, mark - log.first);
    log.first = mark;
  }
}
