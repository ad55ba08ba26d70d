import { type CheckNow, resolvePath, type UsageError } from "@cachelint/host";
import type { File, Language, OkParseResult, ParseResult } from "@eslint/core";
import { isAbsolute } from "node:path";
import type { Checks, FileOutcome } from "./checks.js";
import { fileTree, type FileTree } from "./file-node.js";
import type { GoNode } from "./nodes.js";
import { type GoLanguageOptions, GoSourceCode } from "./source-code.js";

type GoLanguage = Language<{ LangOptions: GoLanguageOptions; Code: GoSourceCode; RootNode: GoNode; Node: GoNode }>;
type Parsed = OkParseResult<GoNode> & Pick<FileTree, "parseErrors"> & Exclude<FileOutcome, { readonly problem: unknown }>;

export type LanguageTools = { readonly checks: Checks; readonly parser: CheckNow["parser"]; readonly cwd: string };

/** Go, as ESLint reads it. Text that is no Go is read as far as it can be. */
export function goLanguage({ checks, parser, cwd }: LanguageTools): GoLanguage {
  return {
    fileType: "text",
    lineStart: 1,
    columnStart: 1,
    nodeTypeKey: "type",
    validateLanguageOptions({ root }) {
      if (root !== undefined && typeof root !== "string") throw new TypeError("Key \"root\": Expected the path of a folder.");
    },
    normalizeLanguageOptions(options) {
      // ESLint asks for it only where it keeps a cache or prints the configuration.
      const toJSON = (): object => ({ ...options, projectFingerprint: checks.fingerprint(resolvePath(cwd, options.root ?? ".")) });
      return Object.defineProperty({ ...options }, "toJSON", { value: toJSON, enumerable: false });
    },
    parse(file): ParseResult<GoNode> {
      const body = textOf(file);
      const { path, text } = placed(file, body, cwd);
      const outcome = checks.ofFile(path, text);
      if ("problem" in outcome) return { ok: false, errors: [{ message: problemText(outcome.problem), line: 1, column: 1 }] };
      const tree = fileTree(parser, body);
      return { ok: true, ast: tree.ast, parseErrors: tree.parseErrors, findings: outcome.findings } satisfies Parsed;
    },
    createSourceCode(file, parsed) {
      const { ast, parseErrors, findings } = parsed as Parsed;
      return new GoSourceCode({ text: textOf(file), tree: { ast, parseErrors }, find: findings });
    },
  };
}

function textOf({ body }: File): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}

/** The file as it is on the disk, or would be. A text without a name, as tests have it, is a file of the working directory. */
function placed(file: File, body: string, cwd: string): { readonly path: string; readonly text: string } {
  const path = resolvePath(cwd, isAbsolute(file.physicalPath) || file.physicalPath.endsWith(".go") ? file.physicalPath : "eslint-input.go");
  return { path, text: file.bom ? `\ufeff${body}` : body };
}

/** `cachelint.yaml, line 3: There is no rule x. Did you mean y?` */
function problemText({ message, hint, source }: UsageError): string {
  const place = source === null ? "" : `${source.file}, line ${source.text.slice(0, source.start).split("\n").length}: `;
  return `${place}${message}${hint === "" ? "" : ` ${hint}`}`;
}
