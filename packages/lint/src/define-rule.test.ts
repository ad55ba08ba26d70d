import { fileURLToPath } from "node:url";
import ts from "typescript";

const folder = fileURLToPath(new URL("./", import.meta.url));

/** What the compiler says of a rule whose `find` returns `draft`. */
function errorsOf(draft: string): readonly string[] {
  const path = `${folder}rule-under-test.ts`;
  const text = `
    import { defineRule } from "./define-rule.js";
    export const rule = defineRule({
      id: "example", summary: "", category: "size", since: "0.1.0", defaultSeverity: "off", confidence: "high", priorArt: [], needs: ["layout"], fix: "none",
      options: { most: { type: "number", default: 2, minimum: 0, description: "" }, order: { type: "enum", values: ["up", "down"], default: "up", description: "" } },
      messages: { found: "{what} has {size} bytes.", why: "Because." },
      find: (facts, { options }) => [${draft}],
    });`;
  const options: ts.CompilerOptions = { strict: true, exactOptionalPropertyTypes: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, noEmit: true, skipLibCheck: true, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => (name === path ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest));
  host.fileExists = (name) => name === path || fileExists(name);
  host.readFile = (name) => (name === path ? text : readFile(name));
  const program = ts.createProgram([path], options, host);
  return program.getSemanticDiagnostics(program.getSourceFile(path)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("messages, their data and options are checked", () => {
  const data = "data: { what: facts.name, size: options.most }, targets: []";
  expect(errorsOf(`{ message: "found", ${data} }, { message: "why", targets: [], notes: [{ message: "why" }] }`)).toEqual([]);
  expect(errorsOf(`{ message: "lost", ${data} }`).join()).toContain('"lost"');
  expect(errorsOf(`{ message: "found", targets: [] }`)).not.toEqual([]);
  expect(errorsOf(`{ message: "found", data: { what: facts.name }, targets: [] }`).join()).toContain("size");
  expect(errorsOf(`{ message: "why", targets: [], fields: options.order === "left" ? [] : [] }`).join()).toContain("no overlap");
  expect(errorsOf(`{ message: "why", targets: [], fields: [String(options.least)] }`).join()).toContain("least");
});
