import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";

// pre-commit and the GitHub Action install this repository as one package, with its workspaces in it.
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(root, path), "utf8")) as Record<string, unknown>;
const main = read("package.json") as { readonly dependencies: Record<string, string>; readonly bundleDependencies: readonly string[]; readonly files: readonly string[]; readonly bin: Record<string, string> };
const manifests = new Map([...readdirSync(join(root, "packages")).map((name) => `packages/${name}`), "rules"].map((folder) => read(`${folder}/package.json`)).map((manifest) => [manifest["name"] as string, manifest]));
// What the command needs; other skins are packages of their own.
const workspaces = [...neededBy("cachelint")].filter((name) => name !== "cachelint").sort();

function neededBy(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const own of Object.keys((manifests.get(name)?.["dependencies"] ?? {}) as object)) if (manifests.has(own)) neededBy(own, found);
  return found;
}

test("every workspace that the command needs is bundled", () => {
  expect(Object.keys(main.dependencies).sort()).toEqual(workspaces);
  expect([...main.bundleDependencies].sort()).toEqual(workspaces);
});

test("the command lies in what is packed", () => {
  expect(main.files.some((folder) => main.bin["cachelint"]?.startsWith(`${folder}/`))).toBe(true);
});

test("the plugin for ESLint is a package of its own, which brings what is not on the registry", () => {
  const plugin = manifests.get("eslint-plugin-cachelint") as { readonly dependencies: Record<string, string> };
  expect(Object.keys(plugin.dependencies).filter((name) => manifests.has(name))).toEqual([]);
});

test("hooks and steps call commands that exist", async () => {
  const { commands } = await import("../packages/cli/src/commands/index.js");
  const hooks = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8")) as readonly { readonly entry: string; readonly files?: string }[];
  expect(hooks.map(({ entry }) => entry.split(" ")[1]).filter((word) => !commands.some(({ name }) => name === word))).toEqual([]);
  const pattern = new RegExp(hooks.find(({ files }) => files !== undefined)?.files ?? "");
  expect(["a.go", "sub/go.mod", "go.work", ".layout-baseline.json", "sub/.layout-baseline.json", "vendor/modules.txt"].filter((path) => !pattern.test(path))).toEqual([]);
  expect(["README.md", "cargo.mod", "x.layout-baseline.json"].filter((path) => pattern.test(path))).toEqual([]);
});
