import type { Span } from "@cachelint/syntax";
import type { DirectiveUse } from "./directive-use.js";
import type { SharingFacts } from "./sharing.js";
import type { Confidence, Evidence, Fix, FixWithheld, Severity, StructFacts, TargetName } from "./model.js";

export type Category = "size" | "locality" | "sharing" | "atomics" | "drift" | "directives";

/** One option of a rule, as data: its JSON Schema, its documentation and its check all come from here. */
export type OptionSchema =
  | { readonly type: "number"; readonly default: number; readonly minimum: number; readonly description: string }
  | { readonly type: "boolean"; readonly default: boolean; readonly description: string }
  | { readonly type: "enum"; readonly values: readonly string[]; readonly default: string; readonly description: string };

export type OptionSchemas = Readonly<Record<string, OptionSchema>>;
export type OptionValue = number | boolean | string;

/** The values of a rule's options, defaults filled in. */
export type OptionValues<O extends OptionSchemas> = {
  readonly [Name in keyof O]: O[Name] extends { readonly type: "number" } ? number
    : O[Name] extends { readonly type: "boolean" } ? boolean
      : O[Name] extends { readonly type: "enum"; readonly values: readonly (infer Value)[] } ? Value
        : never;
};

/** What a rule is, apart from what it finds; all of it can be shown, documented and configured. */
export type RuleFacts<M extends Messages, O extends OptionSchemas> = {
  /** Names the problem and reads well after "allow". */
  readonly id: string;
  /** One sentence for lists of rules. */
  readonly summary: string;
  readonly category: Category;
  /** The version of cachelint that brought it. */
  readonly since: string;
  readonly defaultSeverity: Severity | "off";
  /** Of a finding that does not say otherwise. */
  readonly confidence: Confidence;
  readonly priorArt: readonly string[];
  readonly fix: "none" | "safe" | "unsafe";
  readonly options: O;
  /** Texts by id, with `{placeholders}`. */
  readonly messages: M;
};

export type Messages = Readonly<Record<string, string>>;

/** `a` and `b` of `"{a} and {b}"`. */
export type PlaceholderOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceholderOf<Rest> : never;

/** A message by its id, with a value for each of its placeholders. */
export type Wording<M extends Messages> = {
  readonly [Id in keyof M & string]: [PlaceholderOf<M[Id]>] extends [never]
    ? { readonly message: Id; readonly data?: undefined }
    : { readonly message: Id; readonly data: Readonly<Record<PlaceholderOf<M[Id]>, string | number>> };
}[keyof M & string];

/** A finding before it is put into words. */
export type Draft<M extends Messages> = Wording<M> & DraftPlace & {
  /** Why it matters, what to do. */
  readonly notes?: readonly Wording<M>[];
};

export type DraftPlace = {
  readonly targets: readonly TargetName[];
  readonly fields?: readonly string[];
  /** The struct's name where left out. */
  readonly span?: Span;
  readonly container?: string;
  readonly confidence?: Confidence;
  /** For what is told, and fails nothing by default, whatever severity the rule has. */
  readonly isOnlyInfo?: boolean;
  readonly evidence?: readonly Evidence[];
  readonly fix?: Fix;
  readonly fixWithheld?: readonly FixWithheld[];
};

export type RuleContext<O extends OptionSchemas> = { readonly options: OptionValues<O> };

/** A rule that looks at one struct at a time. `find` is a pure function. */
export type StructRuleDefinition<M extends Messages, O extends OptionSchemas> = RuleFacts<M, O> & {
  /** `other-types`: declared types that are no structs are shown to it, too. */
  readonly needs: readonly ["layout"] | readonly ["layout", "other-types"];
  readonly find: (facts: StructFacts, context: RuleContext<O>) => readonly Draft<M>[];
};

/** A rule that looks at the directives of one file; `allow-usage` says that it comes after all others, when it is known what each `allow` silenced. */
export type DirectiveRuleDefinition<M extends Messages, O extends OptionSchemas> = RuleFacts<M, O> & {
  readonly needs: readonly ["directives"] | readonly ["allow-usage"];
  readonly find: (use: DirectiveUse, context: RuleContext<O>) => readonly Draft<M>[];
};

/** A rule that puts conflicts between writers into words. */
export type SharingRuleDefinition<M extends Messages, O extends OptionSchemas> = RuleFacts<M, O> & {
  readonly needs: readonly ["accesses"];
  readonly find: (facts: SharingFacts, context: RuleContext<O>) => readonly Draft<M>[];
};

/** Rules of any messages and options, as runs, reports and configuration handle them. */
export type Rule = StructRule | SharingRule | DirectiveRule;
export type StructRule = RuleFacts<Messages, OptionSchemas> & Pick<StructRuleDefinition<Messages, OptionSchemas>, "needs"> & { readonly find: (facts: StructFacts, context: AnyContext) => readonly AnyDraft[] };
export type SharingRule = RuleFacts<Messages, OptionSchemas> & Pick<SharingRuleDefinition<Messages, OptionSchemas>, "needs"> & { readonly find: (facts: SharingFacts, context: AnyContext) => readonly AnyDraft[] };
export type DirectiveRule = RuleFacts<Messages, OptionSchemas> & Pick<DirectiveRuleDefinition<Messages, OptionSchemas>, "needs"> & { readonly find: (use: DirectiveUse, context: AnyContext) => readonly AnyDraft[] };

export type AnyContext = { readonly options: Readonly<Record<string, OptionValue>> };
export type AnyWording = { readonly message: string; readonly data?: Readonly<Record<string, string | number>> | undefined };
export type AnyDraft = AnyWording & DraftPlace & { readonly notes?: readonly AnyWording[] };

/** Declares a rule about structs; message ids, their data and the options are checked by the compiler. */
export function defineRule<const M extends Messages, const O extends OptionSchemas>(rule: StructRuleDefinition<M, O>): StructRule {
  // The runner hands in the options that `rule.options` describes, which is all that the wider type forgets.
  return rule as unknown as StructRule;
}

/** Declares a rule about directives. */
export function defineDirectiveRule<const M extends Messages, const O extends OptionSchemas>(rule: DirectiveRuleDefinition<M, O>): DirectiveRule {
  return rule as unknown as DirectiveRule;
}

/** Declares a rule about who writes what. */
export function defineSharingRule<const M extends Messages, const O extends OptionSchemas>(rule: SharingRuleDefinition<M, O>): SharingRule {
  return rule as unknown as SharingRule;
}

/** Whether a rule looks at conflicts between writers. */
export function isSharingRule(rule: Rule): rule is SharingRule {
  return rule.needs[0] === "accesses";
}

/** Whether a rule looks at structs. */
export function isStructRule(rule: Rule): rule is StructRule {
  return rule.needs[0] === "layout";
}

/** The text of a message: `{name}` is replaced by its value. */
export function wordingText(rule: Rule, { message, data }: AnyWording): string {
  const text = rule.messages[message] ?? "";
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(data?.[name] ?? whole));
}
