import { loadCheckNow, snapshot } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import type { RuleDefinition } from "@eslint/core";
import { createChecks } from "./checks.js";
import { type GoConfig, recommended, strict } from "./configs.js";
import { isWholeFixProcess } from "./eslint-started.js";
import { goLanguage } from "./language.js";
import { eslintRule } from "./rules.js";

export type { GoConfig } from "./configs.js";
export type { GoNode } from "./nodes.js";
export type { GoLanguageOptions, GoSourceCode } from "./source-code.js";

/** The plugin as configurations import it. */
export type CachelintPlugin = {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly languages: { readonly go: ReturnType<typeof goLanguage> };
  readonly rules: Readonly<Record<string, RuleDefinition>>;
  readonly configs: { readonly recommended: GoConfig; readonly strict: GoConfig };
};

// ESLint parses synchronously, and a parser cannot be loaded so; configurations are.
const now = await loadCheckNow();
const cwd = process.cwd();
const checks = createChecks({ now, disk: snapshot(), rules: allRules, cwd, env: process.env, isWholeFixRun: isWholeFixProcess() });

const core = {
  meta: { name: "eslint-plugin-cachelint", version: "0.1.0", namespace: "cachelint" },
  languages: { go: goLanguage({ checks, parser: now.parser, cwd }) },
  rules: Object.fromEntries(allRules.map((rule) => [rule.id, eslintRule(rule)])),
};

const plugin: CachelintPlugin = { ...core, configs: { recommended: recommended(core, allRules, checks), strict: strict(core, allRules) } };

export default plugin;
