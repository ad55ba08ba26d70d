/** What is shown for an error that is nobody's fault but cachelint's. */
export function bugText(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // Stacks name this machine's folders; the part inside the packages is what helps.
  const lines = stack.split("\n").map((line) => line.replace(/(?:file:\/\/)?[^\s()]*?\/((?:packages|node_modules|rules)\/[^\s()]*)/g, "$1"));
  return `${lines.join("\n")}\n\nThis is a bug in cachelint. Please report it with the lines above and the command that you ran.\n`;
}
