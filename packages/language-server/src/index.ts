import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./server.js";

/** What a server is started with: the streams that the editor talks on, and the version that it is told. */
export type ServerOptions = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream; readonly version: string };

/** Runs the language server until the editor goes away. Its answers are all that may be written to `output`. */
export function serveLanguage({ input, output, version }: ServerOptions): Promise<void> {
  return new Promise((resolve) => {
    const connection = createConnection(ProposedFeatures.all, input, output);
    const session = startServer(connection, version);
    const end = (): void => {
      session.stop();
      resolve();
    };
    connection.onExit(end);
    input.on("end", end);
    input.on("close", end);
    connection.listen();
  });
}
