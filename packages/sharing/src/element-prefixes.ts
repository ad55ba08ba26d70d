import type { Access } from "@cachelint/access";

/** The slice or array whose element is touched; what the locks inside the element begin with, too. */
export function elementPrefixes({ views }: Access["ref"]): readonly string[] {
  return views.flatMap(({ root, path }) => (root.startsWith("S:") ? [root] : path.includes("[]") ? [root + path.slice(0, path.lastIndexOf("[]") + 2)] : []));
}
