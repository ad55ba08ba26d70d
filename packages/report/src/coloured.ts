import type { Paint } from "./paint.js";

/** The colours of a terminal. Loaded only where they are wanted. */
export async function coloured(): Promise<Paint> {
  const { default: picocolors } = await import("picocolors");
  return picocolors.createColors(true);
}
