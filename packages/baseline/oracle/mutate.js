// Changes of Go sources as people make them, by lines: the texts are gofmt's.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pick, randomOf } from "./random.js";

/** Makes `n` random changes to the structs of a module; returns the kind of each. */
export function mutate(folder, { n, seed }) {
  const random = randomOf(seed);
  const files = new Map(goFiles(folder).map((path) => [path, readFileSync(path, "utf8").split("\n")]));
  const kinds = Object.keys(mutations);
  const done = [];
  for (let tries = 0; done.length < n && tries < 50 * n; tries++) {
    const path = pick(random, [...files.keys()]);
    const structs = structsIn(files.get(path));
    if (structs.length === 0) continue;
    const kind = kinds[done.length % kinds.length];
    const isDone = mutations[kind]({ random, files, path, lines: files.get(path), struct: pick(random, structs), n: done.length });
    if (isDone) done.push(kind);
  }
  for (const [path, lines] of files) writeFileSync(path, lines.join("\n"));
  return done;
}

/** Makes changes that move no field, in every file; returns how many. */
export function neutralEdits(folder, seed) {
  const random = randomOf(seed);
  let n = 0;
  for (const path of goFiles(folder)) {
    let lines = readFileSync(path, "utf8").split("\n");
    for (const { first, fields } of structsIn(lines).reverse()) {
      const [field] = fields;
      if (field === undefined) continue;
      // Comments around a field and behind it, and a tag where there is none.
      if (!/[`/]/.test(lines[field.at])) lines[field.at] += " `json:\"renamed\"` // as it was";
      lines.splice(field.at, 0, "\t// A comment more.", "");
      lines.splice(first, 0, "// And one above.");
      n += 4;
    }
    const swapped = swapMethods(lines, random);
    if (swapped !== null) {
      lines = swapped;
      n++;
    }
    lines = renameLocals(lines, () => n++);
    lines.push("", "// zzAdded is new.", "func zzAdded" + n + "(a int) (b int) {", "\ttype inner struct{ x, y int }", "\tvar local inner", "\treturn a + local.x", "}", "");
    n++;
    writeFileSync(path, lines.join("\n"));
  }
  return n;
}

const mutations = {
  add: ({ random, lines, struct, n }) => insert(lines, struct, random, `\tzzAdded${n} ${pick(random, ["bool", "int16", "int64", "string", "[]byte", "*int", "[3]byte", "map[string]int", "struct{}", "[40]byte"])}`),
  embed: ({ random, lines, struct, n }) => {
    lines.push("", `type zzEmbedded${n} struct {`, `\tzza ${pick(random, ["bool", "uint32", "[2]int64"])}`, "\tzzb *int", "}", "");
    return insert(lines, struct, random, `\tzzEmbedded${n}`);
  },
  remove: ({ random, lines, struct }) => {
    const field = pick(random, struct.fields);
    if (field === undefined) return false;
    lines.splice(field.at, 1);
    return true;
  },
  swap: ({ random, lines, struct: { fields } }) => {
    const i = fields.length < 2 ? -1 : random(fields.length - 1);
    const [a, b] = [fields[i]?.at, fields[i + 1]?.at];
    if (a === undefined || b === undefined) return false;
    [lines[a], lines[b]] = [lines[b], lines[a]];
    return true;
  },
  widen: retyping([["bool", "uint16"], ["byte", "int32"], ["uint8", "uint64"], ["int8", "int16"], ["int16", "int32"], ["uint16", "uint64"], ["int32", "int64"], ["uint32", "[2]uint64"], ["rune", "int64"], ["int", "[2]int"], ["string", "[]byte"], ["int64", "[2]int64"]]),
  narrow: retyping([["int", "int8"], ["int64", "int32"], ["uint64", "uint16"], ["int32", "int16"], ["uint32", "uint8"], ["string", "*byte"], ["[]byte", "string"], ["[]int", "int"], ["rune", "byte"], ["error", "int32"]]),
  retype: retyping([["int", "uint"], ["int64", "float64"], ["uint32", "int32"], ["bool", "int8"], ["string", "[2]uintptr"], ["[]byte", "[]int"], ["error", "any"], ["uintptr", "*int"], ["[]string", "[3]uintptr"]]),
  rename: ({ random, lines, struct, n }) => {
    const field = pick(random, struct.fields);
    if (field === undefined || field.name === "" || field.name.includes(",")) return false;
    lines[field.at] = lines[field.at].replace(field.name, `zzRenamed${n}`);
    return true;
  },
  constant: ({ random, files, path }) => {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const own = [...files].filter(([file]) => file.slice(0, file.lastIndexOf("/")) === folder);
    const names = own.flatMap(([, lines]) => structsIn(lines).flatMap(({ fields }) => fields.flatMap(({ at }) => [.../\[(\w+)\]/.exec(lines[at]) ?? []].slice(1)))).filter((name) => !/^\d+$/.test(name));
    const name = pick(random, names);
    for (const [, lines] of name === undefined ? [] : own) {
      const at = lines.findIndex((line) => new RegExp(`^\\s*(?:const )?${name}\\s+=\\s+\\d+\\b`).test(line));
      if (at < 0) continue;
      lines[at] = lines[at].replace(/(=\s+)(\d+)/, (_, lead, value) => `${lead}${Number(value) + 1 + random(16)}`);
      return true;
    }
    return false;
  },
  // A type that others hold by value: what they are made of changes, and nothing in their own text.
  dependency: ({ random, files, n }) => {
    const held = ["type Position struct {", "type Reader struct {", "type Buffer struct {", "type Header struct {", "type Pos struct {", "type Rectangle struct {", "type Point struct {", "type NodeType struct {"];
    const places = [...files].flatMap(([file, lines]) => held.map((head) => ({ file, at: lines.indexOf(head) })).filter(({ at }) => 0 <= at));
    const place = pick(random, places);
    if (place === undefined) return false;
    files.get(place.file).splice(place.at + 1, 0, `\tzzDep${n} ${pick(random, ["bool", "int64", "[5]byte"])}`);
    return true;
  },
};

function retyping(pairs) {
  return ({ random, lines, struct }) => {
    const fits = struct.fields.flatMap((field) => pairs.filter(([from]) => field.type === from).map(([from, to]) => ({ field, from, to })));
    const one = pick(random, fits);
    if (one === undefined) return false;
    const { field, from, to } = one;
    const lead = /^\t[\w, ]+?\s+(?=\S)/.exec(lines[field.at])?.[0] ?? "";
    lines[field.at] = lead + lines[field.at].slice(lead.length).replace(from, to);
    return true;
  };
}

function insert(lines, { first, fields, last }, random, line) {
  lines.splice(fields.length === 0 ? first + 1 : pick(random, [...fields.map(({ at }) => at), last]), 0, line);
  return true;
}

/** Package-level structs, with the fields that have a line of their own: `first` and `last` are the lines of the braces. */
function structsIn(lines) {
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    if (!/^type \w+ struct \{$/.test(lines[i])) continue;
    const last = lines.indexOf("}", i);
    const fields = [];
    for (let at = i + 1; at < last; at++) {
      const match = /^\t(\w+(?:, \w+)*)\s+([\w.*[\]]+)(?:\s+`[^`]*`)?(?:\s+\/\/.*)?$/.exec(lines[at]);
      if (match !== null && !/^\/\//.test(lines[at].trim())) fields.push({ at, name: match[1], type: match[2] });
    }
    found.push({ first: i, last, fields });
  }
  return found;
}

/** Two functions change places, with their comments. */
function swapMethods(lines, random) {
  const starts = lines.flatMap((line, i) => (/^func /.test(line) ? [i] : []));
  const blocks = starts.flatMap((at) => {
    const end = lines.indexOf("}", at);
    return lines[at].endsWith("}") || end < 0 ? [] : [{ at, end }];
  });
  if (blocks.length < 2) return null;
  const i = random(blocks.length - 1);
  const [a, b] = [blocks[i], blocks[i + 1]];
  if (b.at <= a.end) return null;
  return [...lines.slice(0, a.at), ...lines.slice(b.at, b.end + 1), ...lines.slice(a.end + 1, b.at), ...lines.slice(a.at, a.end + 1), ...lines.slice(b.end + 1)];
}

/** Receivers get another name where it stands in no other word of their function. */
function renameLocals(lines, count) {
  const found = [...lines];
  for (let at = 0; at < found.length; at++) {
    const [, name] = /^func \((\w+) \*?\w+\) \w+\(.*\{$/.exec(found[at]) ?? [];
    const end = found.indexOf("}", at);
    if (name === undefined || end < 0) continue;
    for (let i = at; i < end; i++) found[i] = found[i].replace(new RegExp(`(?<![\\w."'\`])${name}(?=\\.|\\s+\\*?\\w+\\)|\\)|,)`, "g"), `zz${name}`);
    count();
  }
  return found;
}

function goFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".go")).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}
