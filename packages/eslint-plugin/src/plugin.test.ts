import { ESLint, Linter, RuleTester } from "eslint";
import plugin from "./index.js";

const config = { files: ["**/*.go"], language: "cachelint/go", plugins: { cachelint: plugin }, linterOptions: { reportUnusedDisableDirectives: "error" } } as unknown as Linter.Config;

/** `line:column rule`, of a text that lies nowhere on the disk. */
function lint(code: string, rules: Linter.RulesRecord): readonly string[] {
  const messages = new Linter().verify(code, [{ ...config, rules }], "eslint-input.go");
  return messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId ?? message}`);
}

const order = { "cachelint/wasteful-field-order": "error" } as const;
const wasteful = "type Header struct {\n\tkind uint8\n\tbody uint64\n\tflag bool\n}\n\nvar headers []Header\n";
const lean = wasteful.replace("\tkind uint8\n\tbody uint64\n", "\tbody uint64\n\tkind uint8\n");

describe("places", () => {
  test("lines and columns count from 1", () => expect(lint(`package p\n\n${wasteful}`, order)).toEqual(["3:6 cachelint/wasteful-field-order"]));
  test("a byte order mark is no column", () => expect(lint(`\ufeffpackage p; ${wasteful}`, order)).toEqual(["1:17 cachelint/wasteful-field-order"]));
  test("carriage returns are no lines", () => expect(lint(`package p\n\n${wasteful}`.replaceAll("\n", "\r\n"), order)).toEqual(["3:6 cachelint/wasteful-field-order"]));
  test("columns are UTF-16 units", () => expect(lint(`package p; var _ = "𝔖"; ${wasteful}`, order)).toEqual(["1:31 cachelint/wasteful-field-order"]));
});

describe("comments", () => {
  test.each([
    ["//eslint-disable-next-line cachelint/wasteful-field-order -- the wire format\n"],
    ["// eslint-disable-next-line\n"],
    ["/* eslint-disable cachelint/wasteful-field-order */\n"],
    ["/* eslint cachelint/wasteful-field-order: off */\n"],
    ["//cachelint:allow wasteful-field-order -- the wire format\n"],
  ])("%j silences", (comment) => expect(lint(`package p\n\n${comment}${wasteful}`, { ...order, "cachelint/unused-allow": "error" })).toEqual([]));

  test("at the end of the line", () => expect(lint(`package p\n\n${wasteful.replace("{\n", "{ // eslint-disable-line\n")}`, order)).toEqual([]));
  test("in a string there is none", () => expect(lint(`package p\n\nvar _ = "/* eslint-disable */"\n\n${wasteful}`, order)).toEqual(["5:6 cachelint/wasteful-field-order"]));

  test("what silences nothing is told, ESLint's by ESLint and ours by our rule", () => {
    expect(lint(`package p\n\n//eslint-disable-next-line cachelint/wasteful-field-order\n${lean}`, order)).toEqual(["3:1 Unused eslint-disable directive (no problems were reported from 'cachelint/wasteful-field-order')."]);
    expect(lint(`package p\n\n//cachelint:allow wasteful-field-order -- why\n${lean}`, { ...order, "cachelint/unused-allow": "error" })).toEqual(["3:19 cachelint/unused-allow"]);
  });

  test("an unused comment is taken out by --fix", () => {
    const { output } = new Linter().verifyAndFix(`package p\n\n//eslint-disable-next-line cachelint/wasteful-field-order\n${lean}`, [{ ...config, rules: order }], { filename: "eslint-input.go" });
    // ESLint leaves a blank in its place.
    expect(output.replace(/ +$/m, "")).toBe(`package p\n\n\n${lean}`);
  });

  test("an allow of an optional rule is judged where that rule runs", () => {
    const code = `package p\n\n//cachelint:allow pointer-tail -- why\n${lean}`;
    expect(lint(code, { "cachelint/unused-allow": "error" })).toEqual([]);
    expect(lint(code, { "cachelint/unused-allow": "error", "cachelint/pointer-tail": "error" })).toEqual(["3:19 cachelint/unused-allow"]);
  });

  test("an eslint comment that is no setting is told", () => expect(lint(`package p\n\n/* eslint cachelint/unused-allow: {{ */\n${lean}`, order)).toEqual([expect.stringMatching(/^3:1 Failed to parse JSON/)]));
});

describe("configurations", () => {
  test("recommended has the severities of the rules, and not those that are off", () => {
    expect(plugin.configs.recommended.rules).toMatchObject({ "cachelint/false-sharing": "error", "cachelint/wasteful-field-order": "warn" });
    expect(plugin.configs.recommended.rules).not.toHaveProperty("cachelint/pointer-tail");
  });
  test("strict has all as errors", () => expect(new Set(Object.values(plugin.configs.strict.rules))).toEqual(new Set(["error"])));
  test("strict names every rule", () => expect(Object.keys(plugin.configs.strict.rules)).toEqual(Object.keys(plugin.rules).map((id) => `cachelint/${id}`)));

  test("a configuration is whole, and can be printed", async () => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [plugin.configs.recommended as unknown as Linter.Config] });
    const printed = (await eslint.calculateConfigForFile("a.go")) as { language: string; toJSON(): { languageOptions: { projectFingerprint: string } } };
    const { projectFingerprint } = printed.toJSON().languageOptions;
    expect(projectFingerprint).toMatch(/^[0-9a-f]{32}$/);
  });

  test("options that are wrong are told", () => expect(() => new Linter().verify("package p\n", [{ ...config, languageOptions: { root: 1 } } as unknown as Linter.Config], "a.go")).toThrow(/Key "root": Expected the path of a folder/));
  test("a rule of ours on another language is told", () => expect(() => new Linter().verify("let a;", [{ plugins: config.plugins ?? {}, rules: order }], "a.js")).toThrow(/language/));
});

describe("the tree", () => {
  /** `line:column` of what a selector matches. */
  function select(code: string, selector: string): readonly string[] {
    const rule = { create: (context: { report(at: object): void }) => ({ [selector]: (node: object) => context.report({ node, message: "here" }) }) };
    const plugins = { ...config.plugins, own: { rules: { rule } } } as unknown as Record<string, ESLint.Plugin>;
    return new Linter().verify(code, [{ ...config, plugins, rules: { "own/rule": "error" } }], "eslint-input.go").map(({ line, column, fatal, message }) => (fatal ? message : `${line}:${column}`));
  }
  const code = "package p\n\nimport \"sync\"\n\nconst n, m = 4, 5\n\ntype Box[K comparable, V any] struct {\n\tmu sync.Mutex `json:\"-\"`\n\tboxes [n]*Box[K, V]\n\tfn func(a, b int) (c chan<- K)\n}\n\nfunc (b *Box[K, V]) Put() { var local int }\n\nvar x, y = 1, 2\n";

  test.each([
    ["File", ["1:1"]],
    ["PackageClause[name=p]", ["1:9"]],
    ["ImportSpec[path=sync]", ["3:8"]],
    ["ConstSpec", ["5:7"]],
    ["TypeSpec > StructType > Field", ["8:2", "9:2", "10:2"]],
    ["Field > SelectorExpr > Ident[name=Mutex]", ["8:10"]],
    ["ArrayType > StarExpr > IndexExpr", ["9:12"]],
    ["TypeParam", ["7:10", "7:24"]],
    ["FuncType > Field", ["10:10", "10:21"]],
    ["ChanType[direction=send]", ["10:23"]],
    ["FuncDecl[name=Put][receiver=Box]", ["13:1"]],
    ["GenDecl[keyword=var]", ["15:1"]],
    ["StructType:exit", ["7:31"]],
    ["Ident[name=local]", []],
  ])("%s", (selector, expected) => expect(select(code, selector)).toEqual(expected));

  test("broken text has a tree, too", () => {
    expect(select("package p\n\ntype A struct { x int\n\ntype B struct{ y int }\n", "TypeSpec > Ident")).toContain("5:6");
    expect(select("", "File")).toEqual(["1:1"]);
    expect(select("}{ \u0000 `", "File")).toEqual(["1:1"]);
  });
});

RuleTester.describe = describe;
RuleTester.it = test;
RuleTester.itOnly = test.only;
new RuleTester({ plugins: config.plugins, language: "cachelint/go" } as unknown as Linter.Config).run("unknown-directive", plugin.rules["unknown-directive"] as never, {
  valid: ["package p\n\n//cachelint:frozen -- why\ntype T struct{}\n"],
  invalid: [{ code: "package p\n\n//cachelint:frozn\ntype T struct{}\n", errors: [{ message: /frozen/, line: 3, column: 13, endColumn: 18 }] }],
});
