/** What a function does with the structs that it is handed. `printed-inside`: within something else that is printed, where fmt shows a pointer as a number. `templated`: a template is given it, which may print what pointers in it point at. */
export type SinkKind = "ordered" | "reflected" | "compared" | "converted" | "raw" | "serialised" | "walked" | "printed" | "printed-inside" | "templated";

export function isPrinting(kind: SinkKind): kind is "printed" | "printed-inside" {
  return kind === "printed" || kind === "printed-inside";
}

/** What becomes of the parts of what a function is handed. */
export function insideOf(kind: SinkKind): SinkKind {
  return kind === "printed" ? "printed-inside" : kind;
}

/**
 * Functions that read or write fields by their order: an import path, `path.Function`, or `path.Type.Method`. These are
 * known; a configuration adds its own.
 */
export const knownOrderedEncoders: readonly string[] = [
  "encoding/binary.Read", "encoding/binary.Write", "encoding/binary.Size", "encoding/binary.Decode", "encoding/binary.Encode", "encoding/binary.Append",
  "encoding/asn1",
  "golang.org/x/crypto/ssh.Marshal", "golang.org/x/crypto/ssh.Unmarshal",
  "github.com/ethereum/go-ethereum/rlp",
  "github.com/ethereum/go-ethereum/accounts/abi",
  "github.com/lunixbochs/struc",
  "github.com/go-restruct/restruct",
  "github.com/near/borsh-go",
  "github.com/prysmaticlabs/go-ssz",
];

/** Import paths whose encoders write fields in their order, though they read them by name. */
export const serialisers: readonly string[] = [
  "encoding/json", "encoding/json/v2", "encoding/json/jsontext", "encoding/xml", "encoding/gob",
  "gopkg.in/yaml.v2", "gopkg.in/yaml.v3", "go.yaml.in/yaml/v2", "go.yaml.in/yaml/v3", "go.yaml.in/yaml/v4", "sigs.k8s.io/yaml", "github.com/goccy/go-yaml", "github.com/ghodss/yaml",
  "github.com/json-iterator/go", "github.com/goccy/go-json", "github.com/segmentio/encoding/json", "github.com/bytedance/sonic", "github.com/mailru/easyjson",
  "github.com/BurntSushi/toml", "github.com/pelletier/go-toml", "github.com/pelletier/go-toml/v2",
  "go.mongodb.org/mongo-driver/bson", "go.mongodb.org/mongo-driver/v2/bson", "github.com/vmihailenco/msgpack/v5", "github.com/ugorji/go/codec", "github.com/fxamacker/cbor/v2", "github.com/gocarina/gocsv", "howett.net/plist",
];

const printers: ReadonlyMap<string, RegExp> = new Map([
  ["fmt", /^(?:S|F)?[Pp]rint(?:f|ln)?$|^Append(?:f|ln)?$|^Errorf$/],
  ["text/template", /^Execute(?:Template)?$/],
  ["html/template", /^Execute(?:Template)?$/],
  ["log", /^(?:Print|Fatal|Panic)(?:f|ln)?$/],
  ["go/ast", /^F?[Pp]rint$/],
  ["runtime/trace", /^Logf$/],
  ["log/slog", /^(?:Debug|Info|Warn|Error|Log|Any|AnyValue|With|Group)(?:Context|Attrs)?$/],
  ["github.com/davecgh/go-spew/spew", /Dump|[Pp]rint/],
  ["github.com/kr/pretty", /[Pp]rint|^Formatter$/],
]);

const templates = /^(?:text|html)\/template$/;

/** What stands before the names of a package that goes by a name in a file: nothing where it is imported by `.`. */
export function qualified(qualifier: string): string {
  return qualifier === "." ? "(?<![\\w.])" : `(?<![\\w.])${qualifier.replace(/\W/g, "\\$&")}\\.`;
}

/** Calls that these modules may hold; `qualifier` is what the package goes by in the file. */
export function sinkPattern(importPath: string, qualifier: string, ordered: readonly string[]): RegExp | null {
  const q = qualified(qualifier);
  if (ordered.some((entry) => isWithin(importPath, entry))) return new RegExp(`${q}[A-Z]`);
  if (serialisers.includes(importPath)) return new RegExp(`${q}[A-Z]|\\.Encode\\w*\\(`);
  // All verbs but %T, %p and those of single words go through a struct's fields; a format that is no literal can hold any.
  if (importPath === "fmt") return new RegExp(`${q}(?:\\w*[Pp]rint(?:ln)?|Append(?:ln)?)\\(|${q}\\w+f\\((?:[^\\n]*%[-+# 0]*[\\d.*]*[^\\sTptc%w\\d.]|(?!(?:[^\\n",]*,)?[ \\t]*["\`](?:[^"\\n\\\\]|\\\\.)*["\`]))`);
  if (templates.test(importPath)) return /\.Execute(?:Template)?\(/;
  if (importPath === "log") return new RegExp(`${q}\\w+(?:ln|t|l|c)?\\(|\\.(?:Print|Fatal|Panic)(?:ln)?\\(`);
  if (importPath === "go/ast") return new RegExp(`${q}F?Print\\(`);
  if (importPath === "net/rpc") return /\.(?:Call|Go)\(/;
  if (importPath === "expvar") return new RegExp(`${q}Func\\(`);
  return printers.has(importPath) ? new RegExp(`${q}[A-Z]`) : null;
}

const methodNames: readonly (readonly [path: RegExp, names: string])[] = [
  [/^log$/, "(?:Print|Fatal|Panic)(?:f|ln)?"],
  [templates, "Execute(?:Template)?"],
  [/^reflect$/, "(?:Field|NumField|FieldByIndex|Fields|Convert|CanConvert|ConvertibleTo|UnsafePointer|UnsafeAddr)"],
];

/** A message and what belongs to it: tests have such methods of their own. */
const slogCall = "(?:Debug|Info|Warn|Error|Log|With)(?:Context|Attrs)?\\((?:[^\\n\"]*, ?)?\"[^\"\\n]*\",";

/** Methods of what some packages declare, for files that do not import them: where one is called, and where it is named only; null where none is imported anywhere. */
export function methodPattern(imported: ReadonlySet<string>, { isTest }: { readonly isTest: boolean }): { readonly called: RegExp | null; readonly named: RegExp | null } {
  // Whoever logs by an interface of its own need not import a logger.
  const names = methodNames.flatMap(([path, own]) => (path.test("log") || [...imported].some((one) => path.test(one)) ? [own] : []));
  const all = serialisers.some((path) => imported.has(path)) ? [...names, "Encode\\w*"] : names;
  const calls = [...all.map((name) => `${name}\\(`), ...(imported.has("log/slog") && !isTest ? [slogCall] : [])];
  if (calls.length === 0) return { called: null, named: null };
  return { called: new RegExp(`\\.(?:${calls.join("|")})`, "g"), named: new RegExp(`\\.(?:${all.join("|")})(?![\\w(])`, "g") };
}

/**
 * Others that go through structs by reflection, and mind no order: they compare, copy, fill, or find fields by name; and messages of
 * failing tests. And those that keep a value by its address, and give it back as what it was.
 */
const harmless: ReadonlySet<string> = new Set([
  "reflect", "testing", "testing/quick", "database/sql",
  "sync", "sync/atomic", "internal/sync", "internal/runtime/atomic", "runtime", "internal/abi", "internal/reflectlite", "unique", "weak", "slices", "maps", "hash/maphash",
]);

/** Whether a library is known so well that what its own functions do inside says no more of their callers than `sinkOf` does. */
export function isKnownLibrary(path: string): boolean {
  return harmless.has(path) || printers.has(path) || serialisers.includes(path);
}

const plainArgument = /^\s*(?:\w*[eE]rr(?:or)?|e|"[^"]*"|\d+|(?:len|cap|string|int|time\.\w+)\([^()]*\)|[\w.]+\.(?:Error|String|Name|Kind|Err)\(\)|\w*(?:[nN]ame|[pP]ath|[mM]sg|[sS]tr))\s*$/;

/** Whether a call on one line prints nothing but errors, texts and numbers, so that nobody need look at it. */
export function printsPlainly(line: string): boolean {
  const call = /^[\w.]+\((.*)\)[\s{;]*$/.exec(line);
  if (call === null || call[1] === undefined || /[{[&*]/.test(call[1].replace(/"(?:[^"\\]|\\.)*"/g, '""'))) return false;
  const args = call[1].replace(/"(?:[^"\\]|\\.)*"/g, '""').split(",");
  const values = args[0]?.trim() === '""' || args[1]?.trim() !== '""' ? args : args.slice(1);
  return values.every((arg) => plainArgument.test(arg));
}

/** Whether a function of a library runs a template. */
export function runsTemplate({ path, name }: CalleeName): boolean {
  return templates.test(path) && name.startsWith("Execute");
}

/** What is called, by the package and perhaps the type that declare it. */
export type CalleeName = { readonly path: string; readonly type: string | null; readonly name: string };

/** What a function of a library does with its arguments; null for one that is not known. */
export function sinkOf({ path, type, name }: CalleeName, ordered: readonly string[]): SinkKind | null {
  const full = type === null ? `${path}.${name}` : `${path}.${type}.${name}`;
  if (ordered.some((entry) => full === entry || isPackage(entry, path) || `${path}.${type ?? ""}` === entry)) return "ordered";
  if (serialisers.includes(path) && /Marshal|Encode|Write|Save/.test(name) && !/^(?:Un|New)|Decode/.test(name)) return "serialised";
  if (path === "net/rpc" && type === "Client" && /^(?:Call|Go)$/.test(name)) return "serialised";
  return printers.get(path)?.test(name) === true ? "printed" : null;
}

function isPackage(entry: string, path: string): boolean {
  return entry === path;
}

function isWithin(path: string, entry: string): boolean {
  return entry === path || (entry.startsWith(`${path}.`) && !entry.slice(path.length).includes("/"));
}

/** Methods by which a type says itself how it is written. */
export const ownWriters: Readonly<Record<"serialised" | "printed", readonly string[]>> = {
  serialised: ["MarshalJSON", "MarshalJSONTo", "MarshalText", "MarshalXML", "MarshalYAML", "MarshalTOML", "MarshalBSON", "EncodeMsgpack", "MarshalCBOR", "GobEncode", "MarshalBinary"],
  printed: ["Format", "String", "Error", "GoString", "LogValue"],
};

/** Tags whose encoders write fields in their order; and those whose decoders read them so. */
export const serialisingTags: readonly string[] = [
  "json", "xml", "yaml", "toml", "bson", "msgpack", "cbor", "codec", "gob", "csv", "hcl", "plist", "ini", "dynamodbav", "firestore", "parquet", "avro", "thrift", "protobuf", "graphql", "url", "gorm", "xorm", "bun", "pg", "ion",
];
export const orderedTags: readonly string[] = ["asn1", "rlp", "ssz-size", "ssz-max", "struc", "restruct", "bin", "borsh_skip", "sshtype", "tls"];
