/**
 * A Go file with a struct whose fields have comments, tags, blank lines and types in every place where Go allows them. `next` gives the
 * numbers that all choices are made by; `isMangled`: blanks are not where gofmt wants them.
 */
export function randomFile(next, { isMangled }) {
  let nComments = 0;
  let nNames = 0;
  const chance = (percent) => next() % 100 < percent;
  const pick = (list) => list[next() % list.length];
  const gap = () => (isMangled ? pick([" ", "  ", "\t", " \t"]) : " ");
  const line = () => `//${chance(15) ? "" : " "}c${++nComments} ${pick(["note", "é ü", "a /* b", "x \"y\""])}${isMangled && chance(30) ? "  " : ""}`;
  const block = () => `/* c${++nComments} */`;
  const indent = () => (isMangled ? pick(["", "\t", "  ", "\t\t"]) : "\t");
  const comments = (percent) => {
    const lines = [];
    while (chance(percent) && lines.length < 3) lines.push(`${indent()}${line()}`);
    return lines;
  };
  const name = () => pick(["a", "bb", "field", "longName", "É"]) + String(++nNames);
  const types = ["bool", "int64", "string", "[]byte", "map[string]int", "*T", "chan int", "<-chan bool", "func(a, b int) (string, error)", "[16]byte", "struct{}", "interface{}", "atomic.Pointer[T]", "func()", "[2][3]uint8"];
  const mangledTypes = ["bool", "int64", "map[ string ]int", "[ ]byte", "* T", "func( a,b int )(string,error)", "chan  int", "[ 16 ] byte", "struct { }", "atomic.Pointer[ T ]"];
  const longTypes = ["struct {\n\t\tx int // inner\n\t\ty bool\n\t}", "func(a int,\n\t\tb bool) error", "struct { // head\n\t\tx int\n\t}", "interface {\n\t\tM()\n\t}"];
  const declaration = () => {
    const lines = comments(25);
    if (chance(8)) lines.push(`${indent()}//cachelint:hot`);
    const isEmbedded = chance(12);
    const names = isEmbedded ? [] : Array.from({ length: chance(15) ? 2 + (next() % 2) : 1 }, name);
    const type = isEmbedded ? pick(["Emb", "*Emb", "sync.Mutex"]) + (chance(2) ? "" : "") : isMangled ? pick(mangledTypes) : chance(10) ? pick(longTypes) : pick(types);
    const odd = !isMangled && chance(4);
    const inline = !isMangled && chance(4) ? `${block()} ` : "";
    const tag = chance(25) ? `${gap()}${pick(["`json:\"x\"`", "`a:\"é\" b:\"2\"`", "\"s\""])}` : "";
    const trailing = chance(35) ? `${gap()}${chance(15) ? `${block()} ${isMangled ? "" : chance(50) ? line() : ""}` : line()}` : "";
    const before = names.length === 0 ? "" : `${names.join(isMangled ? " ,  " : ", ")}${odd ? ` ${block()}` : ""}${gap()}`;
    lines.push(`${indent()}${inline}${before}${type}${tag}${trailing}`);
    if (chance(6)) lines.push(`${indent()}${line()}`, "");
    return lines;
  };
  const lines = [];
  const nFields = 1 + (next() % 7);
  if (chance(5)) lines.push("");
  for (let i = 0; i < nFields; i++) {
    lines.push(...declaration());
    if (chance(25)) lines.push("");
    if (chance(8)) lines.push(...comments(70), "");
  }
  if (chance(20)) lines.push(...comments(60));
  const head = chance(10) ? ` ${line()}` : "";
  return `package p\n\ntype Emb int\n\ntype T struct {${head}\n${lines.join("\n")}\n}\n`;
}

/** The words, signs and literals of a Go text, sorted; comments apart. */
export function tokensAndComments(text) {
  const all = text.replaceAll("\r", "").match(/\/\/[^\n]*|\/\*[^]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
  const isComment = (token) => token.startsWith("//") || token.startsWith("/*");
  return { tokens: all.filter((token) => !isComment(token)).sort(), comments: all.filter(isComment).map((comment) => comment.trimEnd()).sort() };
}

/** The items of a struct in an order that `next` decides. */
export function shuffled(nFields, next) {
  const items = Array.from({ length: nFields }, (_, index) => ({ kind: "declaration", index }));
  for (let i = items.length - 1; 0 < i; i--) {
    const j = next() % (i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}
