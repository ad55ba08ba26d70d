import type { PlacedDirective } from "./directive.js";
import type { FileFacts, StructFacts } from "./model.js";

/** Words that speak of declared types, or of their fields, and of nothing else. */
const contractWords: ReadonlySet<string> = new Set(["size", "lines", "offset", "frozen", "track"]);

/** The contracts of a file that no type has heard: on functions, on variables, or above an empty line. Of text that is no Go nobody can tell. */
export function misplacedIn({ directives, source, isWhole }: Pick<FileFacts, "directives" | "source"> & { readonly isWhole: boolean }, types: readonly StructFacts[]): readonly PlacedDirective[] {
  const contracts = isWhole ? directives.filter(({ kind, ...rest }) => kind === "word" && "word" in rest && contractWords.has(rest.word)) : [];
  if (contracts.length === 0) return [];
  const heard = new Set(types.filter((type) => type.source === source).flatMap((type) => type.directives.filter(({ isInherited }) => !isInherited).map(({ start }) => start)));
  return contracts.filter(({ start }) => !heard.has(start));
}
