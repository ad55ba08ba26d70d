import type { UnknownPart } from "./model.js";

/** Why a part cannot be known, and what mends it. */
export function whyUnknown({ reason, detail }: UnknownPart): string {
  // A detail that is more than a name says itself what is wrong with it.
  const mend = reason === "unresolved-name" && /\s/.test(detail) ? "See whether the package builds." : (mends[reason] ?? "");
  // Some details name their own mend already.
  const saysMend = /\b(Run|Install|Check|Set|set|Unset|Make)\b/.test(detail);
  const what = sentence(detail);
  return mend === "" || saysMend ? what : `${what} ${mend}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const mends: Readonly<Record<string, string>> = {
  "cgo": "Only a C compiler knows this type; run with CGO_ENABLED=0 if the package builds without cgo.",
  "type-parameter": "The size depends on the type argument; look at an instance of the type.",
  "unresolved-import": "Run `go mod download`.",
  "unresolved-name": "Nothing the package's files or imports declare has this name; see whether the package builds.",
  "constant": "The array length cannot be evaluated; see whether the package builds.",
  "syntax-error": "Mend the Go code there.",
  "std-table": "Install Go, or set GOROOT, to have the standard library read.",
};
