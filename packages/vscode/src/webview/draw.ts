import type { MappedLayout, StructMap } from "@cachelint/language-server";
import { type Group, type Piece, type Plan, planOf } from "./plan.js";

const svgNamespace = "http://www.w3.org/2000/svg";
const rowHeight = 44;
const left = 56;
const barHeight = 26;
/** A byte is as wide on lines of 64 as on those of 128: the latter are longer. */
const byteWidth = 14;

/** Draws the cache lines of a struct into an element, in place of what was there. */
export function draw(root: HTMLElement, map: StructMap | null): void {
  root.replaceChildren();
  if (map === null) {
    root.append(paragraph("hint", "Put the cursor into a struct of a Go file."));
    return;
  }
  const title = document.createElement("h1");
  title.textContent = `${map.importPath}.${map.name}`;
  root.append(title);
  if (map.layouts.length === 0) root.append(paragraph("hint", `The size is unknown. ${map.unknown}`));
  for (const layout of map.layouts) root.append(drawLayout(layout));
}

function drawLayout(layout: MappedLayout): HTMLElement {
  const section = document.createElement("section");
  const { targets, sizeBytes, alignBytes, sizeClassBytes, pointerBytes, lineBytes } = layout;
  const plan = planOf(layout);
  const facts = [`${String(sizeBytes)} bytes`, `align ${String(alignBytes)}`, `${String(plan.nLines + plan.nHidden)} lines of ${String(lineBytes)}`, sizeClassBytes === null ? "" : `size class ${String(sizeClassBytes)}`, pointerBytes === null ? "" : `pointer bytes ${String(pointerBytes)}`];
  section.append(paragraph("facts", `${targets.join(", ")}: ${facts.filter((fact) => fact !== "").join(", ")}`), drawLines(layout, plan), drawGroups(plan.groups), drawFields(layout, plan));
  if (0 < plan.nHidden) section.append(paragraph("hint", `${String(plan.nHidden)} more lines are not drawn.`));
  return section;
}

function drawLines({ lineBytes, fields }: MappedLayout, { nLines, pieces }: Plan): SVGSVGElement {
  const svg = svgElement("svg", { width: left + lineBytes * byteWidth + 2, height: nLines * rowHeight + 8, class: "lines" });
  svg.append(hatching());
  for (let line = 0; line < nLines; line++) {
    const y = line * rowHeight;
    svg.append(textAt(`${String(line * lineBytes)}`, { x: left - 8, y: y + barHeight - 8, class: "offset", "text-anchor": "end" }));
    svg.append(svgElement("rect", { x: left, y: y + 2, width: lineBytes * byteWidth, height: barHeight, class: "line", "data-line": line }));
  }
  for (const piece of pieces) svg.append(drawPiece(piece, piece.field < 0 ? "" : `: ${fields[piece.field]?.type ?? ""}`));
  return svg;
}

function drawPiece({ line, from, nBytes, label, kind, field, group }: Piece, type: string): SVGElement {
  const [x, y, width] = [left + from * byteWidth, line * rowHeight + 2, nBytes * byteWidth];
  const holder = svgElement("g", { class: kind, "data-field": field });
  const tip = svgElement("title", {});
  tip.textContent = `${label}${type}, ${String(nBytes)} bytes at ${String(from)} of line ${String(line)}`;
  holder.append(svgElement("rect", { x: x + 0.5, y: y + 0.5, width: width - 1, height: barHeight - 1, "data-kind": kind, ...(kind === "hole" ? { fill: "url(#hatch)" } : { style: `fill: ${colourOf(group)}` }) }), tip);
  // One letter takes half a byte's width.
  const nLetters = Math.floor(width / (byteWidth / 2));
  if (kind === "field" && (label.length <= nLetters || 3 <= nLetters)) holder.append(textAt(label.length <= nLetters ? label : `${label.slice(0, nLetters - 1)}…`, { x: x + 3, y: y + barHeight - 9, class: "name" }));
  for (let byte = 1; byte < nBytes; byte++) holder.append(svgElement("line", { x1: x + byte * byteWidth, x2: x + byte * byteWidth, y1: y + barHeight - 4, y2: y + barHeight, class: "tick" }));
  return holder;
}

/** Different groups of writers on one line are what makes cores wait. */
function drawGroups(groups: readonly Group[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "groups";
  groups.forEach(({ writers, fields }, i) => {
    if (fields.length === 0) return;
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = "swatch";
    swatch.style.background = colourOf(i);
    item.append(swatch, writers.length === 0 ? "not seen to be written once others have it" : `written by ${writers.join(", ")}`, `: ${fields.join(", ")}`);
    list.append(item);
  });
  return list;
}

function drawFields({ fields, lineBytes }: MappedLayout, { pieces }: Plan): HTMLElement {
  const table = document.createElement("table");
  table.append(row("th", ["offset", "size", "line", "field", "type", "written by", "read by"]));
  fields.forEach((field, i) => {
    const { name, type, offsetBytes, sizeBytes, writers, readers } = field;
    const places = (touches: typeof writers): string => touches.map(({ functionName, access, file, line }) => `${functionName} (${access}, ${file}:${String(line)})`).join("\n");
    const cells = row("td", [String(offsetBytes), String(sizeBytes), String(Math.floor(offsetBytes / lineBytes)), name, type, places(writers), [...new Set(readers.map(({ functionName }) => functionName))].join("\n")]);
    const group = pieces.find((piece) => piece.field === i)?.group ?? 0;
    cells.style.borderLeft = `6px solid ${colourOf(group)}`;
    table.append(cells);
  });
  return table;
}

/** Hues a golden angle apart: neighbours in number are far apart in colour. Nobody's is grey. */
function colourOf(group: number): string {
  return group === 0 ? "hsl(210 12% 62%)" : `hsl(${String(Math.round((group - 1) * 137.5 + 20) % 360)} 65% 58%)`;
}

function hatching(): SVGElement {
  const definitions = svgElement("defs", {});
  const pattern = svgElement("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(svgElement("rect", { width: 6, height: 6, class: "hatch-ground" }), svgElement("rect", { width: 2.5, height: 6, class: "hatch-stripe" }));
  definitions.append(pattern);
  return definitions;
}

function svgElement<K extends keyof SVGElementTagNameMap>(name: K, attributes: Readonly<Record<string, string | number>>): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function textAt(content: string, attributes: Readonly<Record<string, string | number>>): SVGTextElement {
  const text = svgElement("text", attributes);
  text.textContent = content;
  return text;
}

function paragraph(className: string, content: string): HTMLElement {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = content;
  return element;
}

function row(tag: "th" | "td", texts: readonly string[]): HTMLTableRowElement {
  const element = document.createElement("tr");
  element.append(...texts.map((text) => {
    const cell = document.createElement(tag);
    cell.textContent = text;
    return cell;
  }));
  return element;
}
