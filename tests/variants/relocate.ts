import type { Variant } from "./model.js";

/** The files of a variant with its claims and with what it does without, as packages below `folder` of the module `example.com/all`. */
export function relocated(variant: Variant, folder: string): Readonly<Record<string, string>> {
  const modules = new Map([["example.com/m", ""]]);
  const files: Record<string, string> = {};
  const all = { ...variant.files, ...Object.fromEntries(Object.entries(variant.absent).map(([path, text]) => [`absent/${path}`, text])) };
  for (const [path, text] of Object.entries(all)) {
    if (path.endsWith("go.mod") && path !== "go.mod") modules.set(/^module (\S+)/m.exec(text)![1]!, path.slice(0, -"/go.mod".length));
    if (path === "vendor/modules.txt") for (const [, module] of text.matchAll(/^# (\S+) v/gm)) modules.set(module!, `vendor/${module!}`);
  }
  const place = (path: string): string => `${folder}/${path.replace(/^vendor\//, "vendored/")}`;
  const move = (text: string): string => [...modules].reduce((sum, [module, at]) => sum.replaceAll(`"${module}`, `"example.com/all/${place(at)}`.replace(/\/$/, "")), text);
  for (const [path, text] of Object.entries(all)) if (path.endsWith(".go")) files[place(path)] = move(text);
  for (const [path, text] of Object.entries(variant.claims)) files[place(`${path === "" ? "" : `${path}/`}claimed_layout.go`)] = move(text);
  return files;
}
