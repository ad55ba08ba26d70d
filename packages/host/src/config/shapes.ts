import { driftClasses, failClasses } from "@cachelint/baseline";
import { goVersionHint, isGoVersion } from "../go-version.js";
import { portHint } from "../messages.js";
import { allPorts } from "../ports.js";
import type { Shape, TextCheck } from "./shape.js";

const target: TextCheck = (text) => {
  if (allPorts.includes(text)) return null;
  return { problem: `"${text}" is no port of Go`, hint: text.includes("/") ? portHint(text) : "Write it as linux/amd64; `go tool dist list` names them all." };
};

const goVersion: TextCheck = (text) => (isGoVersion(text) ? null : { problem: `"${text}" is no Go version`, hint: goVersionHint });
const tag: TextCheck = (text) => (/^[\p{L}\p{N}_.]+$/u.test(text) ? null : { problem: `"${text}" is no build tag`, hint: "A tag is made of letters, digits, _ and dots." });
const filled: TextCheck = (text) => (text.trim() === "" ? { problem: "the text is empty" } : null);

const encoder: TextCheck = (text) => filled(text) ?? (/^[^\s*]+$/.test(text) ? null : { problem: `"${text}" is no import path`, hint: "Write example.com/rlp for all of a package, example.com/rlp.Encode for one function, or example.com/rlp.Encoder.Encode for a method." });

const glob: TextCheck = (text) => filled(text) ?? (isBalanced(text) ? null : { problem: `"${text}" is no glob; a bracket in it is not closed`, hint: "Write \\[ for the character itself." });

function isBalanced(text: string): boolean {
  const plain = text.replace(/\\./g, "").replace(/\[[!^]?\]?[^\]]*\]/g, "");
  return !/[[\\]/.test(plain) && ["{}", "()"].every(([open = "", close = ""]) => plain.split(open).length === plain.split(close).length);
}

const globs: Shape = { kind: "list", of: { kind: "text", check: glob, description: "A glob such as internal/legacy/**." }, description: "Files, by globs relative to the folder of this file." };

/** Everything that `cachelint.yaml` may say. */
export const configurationShape: Shape & { readonly kind: "object" } = {
  kind: "object",
  description: "Configuration of cachelint.",
  keys: {
    targets: { kind: "list", of: { kind: "text", check: target, example: "linux/amd64", description: "A target as OS/ARCH." }, default: ["linux/amd64", "linux/arm64"], description: "Targets to compute layouts for." },
    lineSize: { kind: "map", key: target, of: { kind: "number", values: [16, 32, 64, 128, 256, 512, 1024], description: "Bytes of a cache line." }, description: "The cache line that sharing is judged by, by target, where it is not the usual one." },
    goVersion: { kind: "text", check: goVersion, example: "1.24", description: "The Go version that decides standard library layouts, release tags and size classes." },
    tags: { kind: "list", of: { kind: "text", check: tag, description: "A build tag." }, default: [], description: "Build tags besides those of GOFLAGS." },
    cgo: { kind: "boolean", default: true, description: "Whether files that import \"C\" are read; CGO_ENABLED wins over it." },
    tests: { kind: "boolean", default: false, description: "Read _test.go files too." },
    generated: { kind: "boolean", default: false, description: "Report on generated files too." },
    exclude: { ...globs, description: "Files that nothing is reported for, by globs relative to the folder of this file." },
    confidence: { kind: "choice", values: ["high", "medium", "low"], default: "medium", description: "The least confidence that is reported." },
    failLevel: { kind: "choice", values: ["error", "warning", "info", "never"], default: "warning", description: "The least severity that makes a run exit with 1." },
    requireReason: { kind: "boolean", default: false, description: "Whether //cachelint:allow needs a reason after --." },
    rules: { kind: "rules", description: "Severity and options by rule." },
    overrides: {
      kind: "list",
      of: { kind: "object", required: ["files", "rules"], keys: { files: globs, rules: { kind: "rules", description: "Severity and options by rule, for these files." } }, description: "Other settings for some files." },
      description: "Other settings for some files; later ones win.",
    },
    concurrent: { kind: "list", of: { kind: "text", check: filled, example: "(*Server).serve*", description: "A function's name, * standing for any letters." }, default: [], description: "Functions that many goroutines run at once." },
    orderedEncoders: { kind: "list", of: { kind: "text", check: encoder, example: "example.com/rlp.Encode", description: "An import path, path.Function or path.Type.Method." }, default: [], description: "Encoders that go by the order of fields, besides those that cachelint knows: no fix reorders what they are handed." },
    baseline: {
      kind: "object",
      description: "The recorded layouts that drift is judged against.",
      keys: {
        path: { kind: "text", check: filled, default: ".layout-baseline.json", description: "The baseline file, relative to the folder of this file." },
        select: { kind: "list", of: { kind: "text", check: filled, description: "A pattern of the go command." }, default: ["./..."], description: "Packages whose layouts are recorded." },
        minSizeBytes: { kind: "count", default: 0, description: "The least size of a struct that is recorded." },
        heat: { kind: "choice", values: ["any", "hot"], default: "any", description: "Whether all structs are recorded, or only those that some function writes atomically or under a lock." },
        fail: { kind: "list", of: { kind: "choice", values: driftClasses, default: null, description: "A class of drift." }, default: failClasses, description: "Classes of drift that fail a check." },
      },
    },
  },
};
