import { defineRule, failsRun, reachesLevel, readRuleSetting, ruleSettingSchema } from "./index.js";

const rule = defineRule({
  id: "example", summary: "An example.", category: "size", since: "0.1.0", defaultSeverity: "off", confidence: "high", priorArt: [], needs: ["layout"], fix: "none",
  options: {
    most: { type: "number", default: 2, minimum: 0, description: "How many." },
    strict: { type: "boolean", default: false, description: "Whether." },
    order: { type: "enum", values: ["up", "down"], default: "up", description: "Which." },
  },
  messages: { found: "{what} found." },
  find: (facts) => [{ message: "found", data: { what: facts.name }, targets: [] }],
});

test.each([
  ["off", { severity: "off" }],
  ["error", { severity: "error" }],
  [{ severity: "info", most: 3 }, { severity: "info", options: { most: 3 } }],
  [{ strict: true, order: "down" }, { options: { strict: true, order: "down" } }],
  [{}, { options: {} }],
])("%j is a setting", (value, setting) => expect(readRuleSetting(rule, value)).toEqual({ setting }));

test.each([
  ["on", "example must be error, warning, info or off, or an object with severity and options"],
  [3, "example must be error, warning, info or off, or an object with severity and options"],
  [["error"], "example must be error, warning, info or off, or an object with severity and options"],
  [{ severity: "loud" }, "severity of example must be error, warning, info or off"],
  [{ least: 1 }, "example has no option least; it has severity, most, strict, order"],
  [{ toString: 1 }, "example has no option toString; it has severity, most, strict, order"],
  [{ most: -1 }, "most of example must be a number from 0"],
  [{ most: "2" }, "most of example must be a number from 0"],
  [{ strict: "yes" }, "strict of example must be true or false"],
  [{ order: "left" }, "order of example must be up or down"],
])("%j is none", (value, problem) => expect(readRuleSetting(rule, value)).toEqual({ problem }));

test("the schema of a rule's setting", () => {
  const severity = { enum: ["error", "warning", "info", "off"] };
  const properties = {
    severity,
    most: { type: "number", minimum: 0, default: 2, description: "How many." },
    strict: { type: "boolean", default: false, description: "Whether." },
    order: { enum: ["up", "down"], default: "up", description: "Which." },
  };
  expect(ruleSettingSchema(rule)).toEqual({ description: "An example.", anyOf: [severity, { type: "object", properties, additionalProperties: false }] });
});

test("levels", () => {
  expect(reachesLevel("warning", "warning")).toBe(true);
  expect(reachesLevel("info", "warning")).toBe(false);
  expect(reachesLevel("error", "never")).toBe(false);
  expect(failsRun([{ severity: "info" }, { severity: "error" }], { failLevel: "warning" })).toBe(true);
  expect(failsRun([], { failLevel: "info" })).toBe(false);
});
