/** Problems of texts that the parser does not take, which need not be wrong: see `GoParser`. */
export const unparsed = {
  file: "the file is too long, or nested too deep, to be parsed",
  declaration: "this declaration is too long, or nested too deep, to be parsed",
  body: "this function is too long, or nested too deep, to be parsed",
} as const;

/** Whether a problem is no mistake in the text. */
export function isUnparsed(message: string): boolean {
  return Object.values<string>(unparsed).includes(message);
}
