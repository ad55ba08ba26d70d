import { type Rule, ruleSettingSchema } from "@cachelint/lint";
import { allPorts } from "../ports.js";
import type { Shape } from "./shape.js";
import { configurationShape } from "./shapes.js";

/** The JSON Schema of `cachelint.yaml`, for editors. */
export function configurationSchema(rules: readonly Rule[]): object {
  const byId = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "cachelint.yaml",
    ...schemaOf(configurationShape),
    definitions: {
      target: { enum: allPorts },
      rules: { type: "object", properties: Object.fromEntries(byId.map((rule) => [rule.id, ruleSettingSchema(rule)])), additionalProperties: false },
    },
  };
}

function schemaOf(shape: Shape): object {
  const { description } = shape;
  switch (shape.kind) {
    case "boolean":
      return { type: "boolean", ...defaultOf(shape.default), description };
    case "text":
      return { ...(shape.example === "linux/amd64" ? { $ref: "#/definitions/target" } : { type: "string", ...defaultOf(shape.default ?? null) }), description };
    case "choice":
      return { enum: shape.values, ...defaultOf(shape.default), description };
    case "number":
      return { enum: shape.values, description };
    case "count":
      return { type: "integer", minimum: 0, default: shape.default, description };
    case "list":
      return { type: "array", items: schemaOf(shape.of), ...defaultOf(shape.default ?? null), description };
    case "map":
      return { type: "object", propertyNames: { $ref: "#/definitions/target" }, additionalProperties: schemaOf(shape.of), description };
    case "rules":
      return { allOf: [{ $ref: "#/definitions/rules" }], description };
    case "object": {
      const properties = Object.fromEntries(Object.entries(shape.keys).map(([key, own]) => [key, schemaOf(own)]));
      return { type: "object", properties, ...(shape.required === undefined ? {} : { required: shape.required }), additionalProperties: false, description };
    }
  }
}

function defaultOf(value: boolean | string | readonly string[] | null): object {
  return value === null ? {} : { default: value };
}
