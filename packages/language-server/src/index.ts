import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { cliRunner } from "./run-cli.js";
import { startServer } from "./server.js";

/** What `cachelint/structMap` answers; clients import nothing but these types. */
export type { MappedField, MappedLayout, StructMap } from "./features/layout.js";

/** What a server is started with: the streams that the editor talks on, the version that it is told, and the words that start the command line. */
export type ServerOptions = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream; readonly version: string; readonly command: readonly string[] };

/** Runs the language server until the editor goes away. Its answers are all that may be written to `output`. */
export function serveLanguage({ input, output, version, command }: ServerOptions): Promise<void> {
  return new Promise((resolve) => {
    const connection = createConnection(ProposedFeatures.all, input, output);
    const session = startServer(connection, { version, runCli: cliRunner(command) });
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
