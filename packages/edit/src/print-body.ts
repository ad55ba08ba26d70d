import { alignRows, type Row } from "./align.js";
import { lastCommentOfLine } from "./comments.js";
import type { Body, BodyItem, Declaration, LineComment } from "./model.js";

/**
 * The lines of a struct's body with its declarations in an order, as go/printer sets them (fieldList in nodes.go; intersperseComments in
 * printer.go): rows are aligned up to an empty line, a comment on a line of its own or a field of several lines.
 * Between declarations that stood together in the source all stays as it was; others get an empty line where they come from
 * different blocks. A heading goes before the first field of its block.
 */
export function printBody(body: Body, items: readonly BodyItem[], indent: string): readonly string[] {
  const page = openPage(indent);
  const { declarations, tail, isBlankAfter } = body;
  const isSingle = items.length === 1;
  const headed = new Set<number>();
  let previous = -1;
  items.forEach((item) => {
    if (item.kind === "pad") {
      putDeclaration(page, { ...nothing, names: "_", type: item.type }, isSingle);
      return;
    }
    const own = declarations[item.index];
    if (own === undefined) return;
    const before = declarations[previous];
    const floating = headed.has(own.group) ? [] : (declarations.find(({ group }) => group === own.group)?.floating ?? []);
    headed.add(own.group);
    const isNeighbour = previous === item.index - 1;
    const isApart = before !== undefined && (before.group !== own.group || 0 < before.after.length || 0 < floating.length);
    const isOwnHeading = floating === own.floating;
    const isFirst = page.isEmpty();
    putLines(page, floating, isNeighbour && isOwnHeading ? floating[0]?.isBlankBefore === true : isApart);
    const isBlank = 0 < floating.length ? true : isNeighbour && own.floating.length === 0 ? own.isBlankBefore : isApart;
    putLines(page, own.doc, isBlank);
    // Behind `{` an empty line stays only beside a comment.
    if (own.doc.length === 0 && isBlank && (!isFirst || body.hasHeader || 0 < floating.length + own.inline.length)) page.blank();
    // Behind an empty line or another comment, gofmt gives a comment before a field a line of its own.
    const isParted = !isFirst && (isBlank || 0 < own.doc.length + floating.length);
    if (isParted && 0 < own.inline.length) page.comment(own.inline.join(" "));
    putDeclaration(page, { ...own, inline: isParted ? [] : own.inline, type: item.type ?? own.type }, isSingle);
    putLines(page, own.after, false);
    previous = item.index;
  });
  const last = declarations[previous];
  putLines(page, tail, tail[0]?.isBlankBefore === true || (last !== undefined && 0 < last.after.length));
  if (isBlankAfter && 0 < tail.length + (last === undefined ? 0 : last.after.length + last.trailing.length)) page.blank();
  return page.lines();
}

const nothing: Declaration = { start: 0, floating: [], doc: [], isBlankBefore: false, inline: [], names: "", afterNames: [], type: "", afterType: [], tag: "", trailing: [], after: [], group: 0 };

function putLines(page: Page, comments: readonly LineComment[], isBlankFirst: boolean): void {
  comments.forEach(({ text, isBlankBefore }, i) => {
    if (i === 0 ? isBlankFirst : isBlankBefore) page.blank();
    page.comment(text);
  });
}

/** What fieldList does for one field: names, type and tag are cells, and comments come after as many cells as are missing. */
function putDeclaration(page: Page, own: Declaration, isSingle: boolean): void {
  const { inline, names, afterNames, type, afterType, tag, trailing } = own;
  const separate = (): void => {
    if (isSingle) page.text(" ");
    else page.cell();
  };
  if (0 < inline.length) {
    page.section();
    page.text(`${inline.join(" ")} `);
  }
  if (names !== "") {
    page.text(names);
    if (0 < afterNames.length) page.text(`${isSingle ? " " : ""}${afterNames.join(" ")} `);
    else separate();
  }
  page.type(type);
  if (tag !== "") {
    if (0 < afterType.length) page.text(`${isSingle ? " " : ""}${afterType.join(" ")} `);
    else {
      if (names !== "" && !isSingle) page.cell();
      separate();
    }
    page.text(tag);
  }
  const nCells = isSingle || tag !== "" ? 1 : names !== "" ? 1 : 2;
  trailing.forEach((comment, i) => {
    // A line break inside of a literal ends all alignment up to the end of its line.
    if (tag.includes("\n")) page.text(" ");
    else for (let n = i === 0 ? nCells : 1; 0 < n; n--) page.cell();
    page.text(comment);
  });
  page.line();
  if (type.includes("\n") || tag.includes("\n")) page.section();
}

type Page = {
  readonly text: (text: string) => void;
  readonly cell: () => void;
  /** A type, whose first line may end with a comment. */
  readonly type: (text: string) => void;
  readonly line: () => void;
  /** Ends all columns. */
  readonly section: () => void;
  readonly blank: () => void;
  readonly comment: (text: string) => void;
  readonly isEmpty: () => boolean;
  readonly lines: () => readonly string[];
};

function openPage(indent: string): Page {
  const done: string[] = [];
  let rows: Row[] = [];
  let cells: string[] = [];
  let rest = "";
  /** The line goes on from a text of several lines, whose indentation is its own. */
  let isInText = false;
  const line = (): void => {
    rows.push({ cells, rest });
    if (isInText) section(false);
    cells = [];
    rest = "";
    isInText = false;
  };
  const section = (isIndented = true): void => {
    for (const text of alignRows(rows)) done.push(text === "" ? "" : (isIndented ? indent : "") + text);
    rows = [];
  };
  const cell = (): void => {
    cells.push(rest);
    rest = "";
  };
  const text = (own: string): void => {
    const [first = "", ...others] = own.split("\n");
    rest += first;
    for (const other of others) {
      line();
      section();
      isInText = true;
      rest = other;
    }
  };
  const type = (own: string): void => {
    const end = own.indexOf("\n");
    const at = end < 0 ? -1 : lastCommentOfLine(own.slice(0, end));
    if (at < 0) return text(own);
    text(own.slice(0, at).replace(/[ \t]+$/, ""));
    cell();
    text(own.slice(at));
  };
  return {
    text, cell, type, line, section: () => section(),
    blank: () => {
      section();
      done.push("");
    },
    comment: (own) => {
      section();
      const [first = "", ...others] = own.split("\n");
      done.push(indent + first, ...others);
    },
    isEmpty: () => done.length === 0 && rows.length === 0,
    lines: () => {
      section();
      return done;
    },
  };
}
