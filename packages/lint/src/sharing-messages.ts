import type { SharingFacts } from "./sharing.js";
import { benchmarkText } from "./sharing-words.js";

/** Texts that all rules about sharing have in common; spread them into `messages`. */
export const proofMessages = {
  proof: "To prove it: go test -bench=. -cpu=1,4,8 {package}, with a benchmark that runs {functions} in parallel; or perf c2c.",
} as const;

/** How to see for oneself, by the functions that were seen. */
export function proofOf({ evidence, importPath }: Pick<SharingFacts, "evidence" | "importPath">): { readonly message: "proof"; readonly data: { readonly functions: string; readonly package: string } } {
  return { message: "proof", data: { functions: benchmarkText(evidence), package: importPath } };
}
