import type { PublishDiagnosticsParams } from "vscode-languageserver/node";
import { diagnosticsOf } from "./features/diagnostics.js";
import type { Session } from "./session.js";

/** Sends diagnostics to editors that do not ask for them: of each open file, when they are others than before. */
export class Publisher {
  readonly #session: Session;
  readonly #send: (params: PublishDiagnosticsParams) => Promise<void>;
  readonly #sent = new Map<string, string>();
  #last: Promise<void> = Promise.resolve();

  constructor(session: Session, send: (params: PublishDiagnosticsParams) => Promise<void>) {
    this.#session = session;
    this.#send = send;
  }

  /** One round after another, so that an older one never comes last. */
  publish(): Promise<void> {
    return (this.#last = this.#last.then(() => this.#round(), () => this.#round()));
  }

  /** A file was closed. */
  clear(uri: string): void {
    if (this.#sent.delete(uri)) void this.#send({ uri, diagnostics: [] });
  }

  async #round(): Promise<void> {
    for (const { uri, text } of this.#session.documents.all()) {
      const { version } = text;
      const diagnostics = await diagnosticsOf(this.#session, uri);
      // Edited meanwhile: the next round sends it.
      if (text.version !== version) continue;
      const content = JSON.stringify(diagnostics);
      if (this.#sent.get(uri) === content) continue;
      this.#sent.set(uri, content);
      await this.#send({ uri, version, diagnostics });
    }
  }
}
