/** A fenced block of a Markdown page. `info` is what follows the language; lines count from 0, `firstLine` is that of the text. */
export type Block = { readonly language: string; readonly info: string; readonly text: string; readonly firstLine: number; readonly nLines: number };

/** A heading with what stands below it, down to the next heading. */
export type Section = { readonly title: string; readonly depth: number; readonly firstLine: number; readonly blocks: readonly Block[]; readonly prose: readonly string[] };

/** Reads the headings and fenced blocks of a Markdown page. */
export function readPage(markdown: string): readonly Section[] {
  const lines = markdown.split("\n");
  const sections: { title: string; depth: number; firstLine: number; blocks: Block[]; prose: string[] }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const heading = /^(#+) (.+)$/.exec(line);
    const fence = /^```(\w*)\s*(.*)$/.exec(line);
    if (heading !== null) sections.push({ title: heading[2] ?? "", depth: heading[1]?.length ?? 1, firstLine: at, blocks: [], prose: [] });
    else if (fence === null) sections.at(-1)?.prose.push(line);
    else {
      const firstLine = at + 1;
      while (at + 1 < lines.length && !(lines[at + 1] ?? "").startsWith("```")) at++;
      const own = lines.slice(firstLine, at + 1);
      at++;
      sections.at(-1)?.blocks.push({ language: fence[1] ?? "", info: fence[2] ?? "", text: own.map((text) => `${text}\n`).join(""), firstLine, nLines: own.length });
    }
  }
  return sections;
}
