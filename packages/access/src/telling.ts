import type { View } from "./model.js";

/** Names more than some object of a type. */
export function isTelling({ root, path }: View): boolean {
  return path !== "" || !root.startsWith("T:");
}
