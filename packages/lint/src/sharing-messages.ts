import type { SharingFacts } from "./sharing.js";

/** Texts that all rules about sharing have in common; spread them into `messages`. */
export const proofMessages = {
  proof: "Prove it: go test -bench=. -cpu=1,4,8 {package} (or perf c2c).",
} as const;

/** How to see for oneself. */
export function proofOf({ importPath }: Pick<SharingFacts, "importPath">): { readonly message: "proof"; readonly data: { readonly package: string } } {
  return { message: "proof", data: { package: importPath } };
}
