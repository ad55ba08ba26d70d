/** Whether a text is a Go version as flags and the configuration take it. */
export function isGoVersion(text: string): boolean {
  return /^1\.[0-9]+(?:\.[0-9]+|(?:rc|beta)[0-9]+)?$/.test(text);
}

export const goVersionHint = "Write it as \"1.24\" or \"1.24.3\".";
