/** What a name of a function has to match: `(*` is a pointer receiver's, any other `*` stands for any letters. Without the pointer, both receivers are meant. */
export function functionPattern(pattern: string): RegExp {
  const [, receiver, name] = /^([^()*.]+)\.(.+)$/.exec(pattern) ?? [];
  const named = receiver === undefined ? starred(pattern) : `(?:\\(\\*${escaped(receiver)}\\)|${escaped(receiver)})\\.${starred(name ?? "")}`;
  return new RegExp(`^${named}$`, "u");
}

function starred(text: string): string {
  return text.split(/(\(\*|\*)/).map((part) => (part === "*" ? ".*" : escaped(part))).join("");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
