import { createNames, type Names } from "./names.js";
import type { Draw } from "./random.js";
import type { Variant } from "./model.js";

/** A program in the making. */
export type Sketch = {
  readonly draw: Draw;
  readonly names: Names;
  readonly goVersion: string;
  /** Of the package that is judged; "" for the module's root. */
  readonly folder: string;
  readonly packageName: string;
  /** What stands in place of what: package name → import path, besides those of the standard library. */
  readonly imports: Map<string, string>;
  /** Top-level declarations of the package that is judged. */
  readonly decls: string[];
  /** Other packages of the module: folder → declarations. */
  readonly packages: Map<string, { readonly name: string; readonly decls: string[] }>;
  /** Ready files. */
  readonly files: Map<string, string>;
  readonly absent: Map<string, string>;
  /** Lines of go.mod after the go line. */
  readonly goMod: string[];
  readonly claims: string[];
  readonly dimensions: Record<string, string>;
};

const std: Readonly<Record<string, string>> = {
  atomic: "sync/atomic", sync: "sync", runtime: "runtime", time: "time", rand: "math/rand", errors: "errors", unsafe: "unsafe", context: "context", fmt: "fmt", strings: "strings",
  fnv: "hash/fnv", maphash: "hash/maphash", http: "net/http", strconv: "strconv", net: "net", log: "log", os: "os", bits: "math/bits", crc32: "hash/crc32",
};

/** An empty program of the module `example.com/m`. */
export function createSketch(draw: Draw, goVersions: readonly string[]): Sketch {
  const names = createNames(draw);
  const goVersion = draw.pick(goVersions);
  const place = draw.weighed([["root", 3], ["folder", 2], ["internal", 1]]);
  const packageName = place === "root" ? "m" : `${names.word()}kit`;
  const folder = place === "root" ? "" : place === "folder" ? `${packageName}` : `internal/${packageName}`;
  return {
    draw, names, goVersion, folder, packageName, imports: new Map(), decls: [], packages: new Map(), files: new Map(), absent: new Map(), goMod: [], claims: [],
    dimensions: { names: names.style, go: goVersion, package: place },
  };
}

/** Import path of the package that is judged. */
export function importPath({ folder }: Sketch): string {
  return folder === "" ? "example.com/m" : `example.com/m/${folder}`;
}

/** Adds a package to the module, or a declaration to one that is there. */
export function addToPackage(sketch: Sketch, folder: string, name: string, ...decls: readonly string[]): void {
  const found = sketch.packages.get(folder);
  if (found !== undefined) found.decls.push(...decls);
  else sketch.packages.set(folder, { name, decls: [...decls] });
  sketch.imports.set(name, `example.com/m/${folder}`);
}

/** How a dependency of another module is had. */
export type Supply = "vendor" | "replace" | "absent";

/** A package of another module; `folder` is where it lies in it. */
export type Dependency = { readonly modulePath: string; readonly folder: string; readonly qualifier: string; readonly text: string };

/** Adds a module outside this one. */
export function addDependency(sketch: Sketch, wanted: Supply, { modulePath, folder, qualifier, text }: Dependency): void {
  const path = folder === "" ? modulePath : `${modulePath}/${folder}`;
  const file = `${folder === "" ? "" : `${folder}/`}${path.split("/").at(-1)!}.go`;
  const goMod = `module ${modulePath}\n\ngo 1.19\n`;
  sketch.imports.set(qualifier, path);
  sketch.goMod.push(`require ${modulePath} v1.4.2`);
  // With a vendor folder, the go command takes every dependency from there.
  const [hasVendor, hasReplace] = [sketch.files.has("vendor/modules.txt"), sketch.goMod.some((line) => line.startsWith("replace"))];
  const supply = wanted === "replace" && hasVendor ? "vendor" : wanted === "vendor" && hasReplace ? "replace" : wanted;
  if (supply === "vendor") {
    sketch.files.set(`vendor/${modulePath}/${file}`, text);
    sketch.files.set("vendor/modules.txt", `${sketch.files.get("vendor/modules.txt") ?? ""}# ${modulePath} v1.4.2\n## explicit; go 1.19\n${path}\n`);
  } else if (supply === "replace") {
    const own = `third_party/${modulePath.split("/").at(-1)!}`;
    sketch.goMod.push(`replace ${modulePath} => ./${own}`);
    sketch.files.set(`${own}/go.mod`, goMod).set(`${own}/${file}`, text);
  } else sketch.absent.set(`${modulePath}/go.mod`, goMod).set(`${modulePath}/${file}`, text);
}

/** The finished files; `nFiles` spreads the declarations of the judged package. */
export function finish(sketch: Sketch): Pick<Variant, "files" | "absent" | "claims" | "goVersion" | "dimensions"> {
  const { draw, names, folder, packageName, imports } = sketch;
  const nFiles = sketch.decls.length < 4 ? 1 : draw.weighed([[1, 5], [2, 3], [3, 1]]);
  const order = draw.weighed([["as-written", 3], ["shuffled", 1]]);
  const decls = order === "shuffled" ? draw.shuffle(sketch.decls) : sketch.decls;
  const files: Record<string, string> = { "go.mod": `module example.com/m\n\ngo ${sketch.goVersion}\n${sketch.goMod.map((line) => `\n${line}\n`).join("")}` };
  const perFile = Math.ceil(decls.length / nFiles);
  const prefix = folder === "" ? "" : `${folder}/`;
  for (let i = 0; i < nFiles; i++) {
    const part = decls.slice(i * perFile, (i + 1) * perFile);
    if (0 < part.length) files[`${prefix}${names.word()}.go`] = fileText(packageName, part, imports);
  }
  for (const [path, { name, decls: own }] of sketch.packages) files[`${path}/${name}.go`] = fileText(name, own, imports);
  for (const [path, text] of sketch.files) files[path] = text;
  const vendored = files["vendor/modules.txt"];
  if (vendored !== undefined) {
    const absent = sketch.goMod.flatMap((line) => (line.startsWith("require") && !vendored.includes(`# ${line.slice("require ".length)}\n`) ? [`# ${line.slice("require ".length)}\n## explicit; go 1.19\n`] : []));
    files["vendor/modules.txt"] = vendored + absent.join("");
  }
  const claims = sketch.claims.length === 0 ? {} : { [folder]: fileText(packageName, sketch.claims, imports) };
  return { files, absent: Object.fromEntries(sketch.absent), claims, goVersion: sketch.goVersion, dimensions: { ...sketch.dimensions, files: String(nFiles), order } };
}

/** A Go file of some declarations, with the imports that they need. */
export function fileText(packageName: string, decls: readonly string[], imports: ReadonlyMap<string, string>): string {
  const body = decls.map((decl) => indent(decl.trim())).join("\n\n");
  // go.uber.org/atomic and its like are imported by their own name where nothing else wants it.
  const isAtomicFree = !/(?<![\w.])atomic\./.test(body);
  const text = isAtomicFree ? body.replaceAll(/(?<![\w.])xatomic\./g, "atomic.") : body;
  const renamed = imports.get("renamed atomic");
  const used = new Set([...text.matchAll(/(?<![\w.)])([a-z]\w*)\.[A-Z]/g)].map(([, name]) => name!));
  const lines = [...used].flatMap((name) => {
    if (name === packageName) return [];
    const other = imports.get("xatomic");
    if (other !== undefined && (name === "xatomic" || (name === "atomic" && isAtomicFree))) return [`${name === "xatomic" ? "xatomic " : ""}"${other}"`];
    const path = imports.get(name) ?? std[name];
    return path === undefined ? [] : [`"${path}"`];
  });
  // Some import sync/atomic by a name of their own.
  const isRenamed = renamed !== undefined && lines.includes('"sync/atomic"');
  if (isRenamed) lines.splice(lines.indexOf('"sync/atomic"'), 1, `${renamed} "sync/atomic"`);
  const final = isRenamed ? text.replaceAll(/(?<![\w.])atomic\./g, `${renamed}.`) : text;
  const importText = lines.length === 0 ? "" : lines.length === 1 ? `import ${lines[0]!}\n\n` : `import (\n${lines.sort().map((line) => `\t${line}\n`).join("")})\n\n`;
  return `package ${packageName}\n\n${importText}${final}\n`;
}

/** Go text with tabs by its braces. */
function indent(text: string): string {
  let depth = 0;
  return text.split("\n").map((raw) => {
    const line = raw.trim();
    const code = line.replace(/\/\/.*$/, "").replaceAll(/"[^"]*"/g, "");
    const closers = /^[})\]]/.test(code) ? 1 : 0;
    const isLabel = /^(case\b.*|default):/.test(code) || /^\w+:$/.test(code);
    const at = Math.max(0, depth - closers - (isLabel ? 1 : 0));
    // A line that opens a call and a body is one step to the right, as gofmt has it.
    depth += Math.sign((code.match(/[{([]/g)?.length ?? 0) - (code.match(/[})\]]/g)?.length ?? 0));
    return line === "" ? "" : "\t".repeat(at) + line;
  }).join("\n");
}
