import * as messages from "./messages.js";

/** What the command knows of the world around it; handed in, so that tests need no process. */
export type Io = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly readStdin: () => Promise<string>;
};

export type Output = {
  readonly isTerminal: boolean;
  /** Width of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
  /** Resolves once more can be written; to false when nobody reads any more. Standard output that fails otherwise is a usage error. */
  readonly write: (text: string) => Promise<boolean>;
};

/** The process's own streams. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: streamOutput(process.stdout, { fails: true }),
    stderr: streamOutput(process.stderr, { fails: false }),
    readStdin,
  };
}

function streamOutput(stream: NodeJS.WriteStream, { fails }: { readonly fails: boolean }): Output {
  let isOpen = true;
  // Each write hears of its own error; without a listener Node would end the process for it.
  stream.on("error", () => (isOpen = false));
  return {
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    write: (text) => {
      if (!isOpen) return Promise.resolve(false);
      return new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          const code = (error as { readonly code?: string } | null | undefined)?.code ?? "";
          if (error) isOpen = false;
          // The reader may go away at any time (`| head`); that is its right, and no error.
          if (fails && error && !["EPIPE", "EOF", "ERR_STREAM_DESTROYED"].includes(code)) reject(messages.cannotPrint(code));
          else resolve(isOpen);
        });
      });
    },
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
