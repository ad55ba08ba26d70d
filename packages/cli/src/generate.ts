import { configurationSchema } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import { commands } from "./commands/index.js";
import { type ConfigurationSchema, referencePage } from "./reference.js";

/** The files that follow from the table of commands and from the rules: text by path from the repository's root. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const schema = await configurationSchema(allRules);
  return new Map([
    ["packages/cli/schema/cachelint.schema.json", `${JSON.stringify(schema, null, 2)}\n`],
    ["docs/cli.md", referencePage(commands, schema as ConfigurationSchema)],
  ]);
}
