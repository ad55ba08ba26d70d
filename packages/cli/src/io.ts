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
  /** Resolves once more can be written; to false when nobody reads any more. */
  readonly write: (text: string) => Promise<boolean>;
};

/** The process's own streams. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: streamOutput(process.stdout),
    stderr: streamOutput(process.stderr),
    readStdin,
  };
}

function streamOutput(stream: NodeJS.WriteStream): Output {
  let isOpen = true;
  // The reader may go away at any time (`| head`); that is its right, and no error. Others show when writing.
  stream.on("error", () => (isOpen = false));
  return {
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    write: (text) => {
      if (!isOpen) return Promise.resolve(false);
      if (stream.write(text)) return Promise.resolve(true);
      return new Promise((resolve) => {
        const settle = (): void => {
          stream.off("drain", settle).off("error", settle).off("close", settle);
          resolve(isOpen);
        };
        stream.on("drain", settle).on("error", settle).on("close", settle);
      });
    },
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
