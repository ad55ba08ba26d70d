import type { Block, Decl, FuncDecl } from "./ast.js";
import type { FlatTree } from "./flat-builder.js";
import type { DeclOutline, FileOutline, SyntaxProblem } from "./outline.js";
import { parseText } from "./parse-text.js";
import type { GoParser } from "./parser.js";
import { readDeclaration } from "./read-declaration.js";
import { readBlock } from "./read-statement.js";
import { childOf, problemsOf, type Reading, startOf, startReading, topLevelNodes } from "./reading.js";
import { standIns } from "./stand-ins.js";
import { unparsed } from "./unparsed.js";

/** `declarations` has one entry for each requested index, in the order asked for; a group gives several declarations. */
export type ReadDeclarations = { readonly declarations: readonly (readonly Decl[])[]; readonly problems: readonly SyntaxProblem[] };

export type ReadBody = { readonly block: Block; readonly problems: readonly SyntaxProblem[] };

/** Declarations wanted of one file, by their indices in its outline; `withBodies`: functions whole, rather than as signatures. */
export type DeclarationRequest = { readonly text: string; readonly outline: FileOutline; readonly which: readonly number[]; readonly withBodies?: boolean };

/**
 * Reads the declarations of `outline` with the given indices, function bodies left out. Many are parsed in one go; where
 * that meets an error each is parsed by itself, so that a broken declaration leaves the others alone.
 */
export function readDeclarations(parser: GoParser, text: string, outline: FileOutline, which: readonly number[]): ReadDeclarations {
  return readManyDeclarations(parser, [{ text, outline, which }])[0] ?? { declarations: [], problems: [] };
}

/** The same for several files at once, which saves a parse for each; the answers are in the order of the requests. */
export function readManyDeclarations(parser: GoParser, requests: readonly DeclarationRequest[]): ReadDeclarations[] {
  const answers = requests.map(() => ({ declarations: [] as Decl[][], problems: [] as SyntaxProblem[] }));
  const wanted = requests.flatMap((request, at) => request.which.flatMap((index) => piecesAt(request, index).map((piece) => ({ ...piece, request: at }))));
  for (const batch of batchesOf(wanted)) {
    readBatch(parser, batch, answers).forEach((decls, at) => answers[(batch[at] as Wanted).request]?.declarations.push(decls));
  }
  return answers;
}

/**
 * The text of one parse for all declarations requested, for a parser elsewhere; what comes of it goes to
 * `readParsedDeclarations`. null where one of them is broken, so that they have to be read one by one.
 */
export function textToParse(requests: readonly DeclarationRequest[]): string | null {
  return joinedText(requests.flatMap((request) => request.which.flatMap((index) => piecesAt(request, index))));
}

/** Reads declarations out of the tree of `textToParse`; null where that tree does not serve, as after an error in the text. */
export function readParsedDeclarations(tree: FlatTree, requests: readonly DeclarationRequest[]): Decl[][][] | null {
  const pieces = requests.flatMap((request) => request.which.flatMap((index) => piecesAt(request, index)));
  const decls = readTree(tree, pieces);
  if (decls === null) return null;
  let next = 0;
  return requests.map(({ which }) => decls.slice(next, (next += which.length)));
}

type Piece = { readonly text: string; readonly declaration: DeclOutline; /** The body of a function comes along. */ readonly hasBody: boolean };
type Wanted = Piece & { readonly request: number };

function piecesAt({ text, outline, withBodies = false }: DeclarationRequest, index: number): readonly Piece[] {
  const declaration = outline.declarations[index];
  return declaration === undefined ? [] : [{ text, declaration, hasBody: declaration.bodySpan !== null && (withBodies || holdsTypes(declaration)) }];
}

/** An error in one file must not make those of all others be parsed one by one. */
function readBatch(parser: GoParser, batch: readonly Wanted[], answers: readonly { readonly problems: SyntaxProblem[] }[]): Decl[][] {
  const together = readTogether(parser, batch);
  if (together !== null) return together;
  const [first] = batch;
  const nOfFirst = batch.findIndex(({ request }) => request !== first?.request);
  if (0 < nOfFirst) return [...readBatch(parser, batch.slice(0, nOfFirst), answers), ...readBatch(parser, batch.slice(nOfFirst), answers)];
  return batch.map((piece) => readAlone(parser, piece, answers[piece.request]?.problems ?? []));
}

/** Reads the statements of a function's body; a function without one has none. */
export function readBody(parser: GoParser, text: string, func: FuncDecl): ReadBody {
  const { bodySpan, body: known } = func;
  if (known !== null) return { block: known, problems: [] };
  if (bodySpan === null) return { block: { start: func.end, end: func.end, statements: [] }, problems: [] };
  const head = "func _()";
  const tree = parseText(parser, `${head}${text.slice(bodySpan.start, bodySpan.end)}\n`);
  const reading = tree === null ? null : startReading(tree, text, bodySpan.start - head.length);
  const [node] = reading === null ? [] : topLevelNodes(reading.tree);
  const body = reading === null || node === undefined ? -1 : childOf(reading, node, "body");
  const problems = reading === null ? [{ ...bodySpan, message: unparsed.body }] : clamped(problemsOf(reading), bodySpan);
  if (reading === null || body < 0) return { block: { ...bodySpan, statements: [{ kind: "bad", ...bodySpan }] }, problems };
  return { block: { ...readBlock(reading, body), ...bodySpan }, problems };
}

/** Enough that a parse's own cost does not matter, and few enough that an error makes few be parsed again. */
const BATCH_LENGTH: number = 1 << 18;

function batchesOf(wanted: readonly Wanted[]): Wanted[][] {
  const batches: Wanted[][] = [];
  let length = BATCH_LENGTH;
  for (const piece of wanted) {
    if (BATCH_LENGTH <= length) {
      batches.push([]);
      length = 0;
    }
    batches.at(-1)?.push(piece);
    const { declaration, hasBody } = piece;
    length += (hasBody ? declaration.end : (declaration.bodySpan?.start ?? declaration.end)) - declaration.start;
  }
  return batches;
}

function readTogether(parser: GoParser, wanted: readonly Piece[]): Decl[][] | null {
  const text = joinedText(wanted);
  const tree = text === null ? null : parseText(parser, text);
  return tree && readTree(tree, wanted);
}

function joinedText(wanted: readonly Piece[]): string | null {
  if (wanted.some(({ declaration }) => declaration.isBroken)) return null;
  return `${wanted.map(pieceOf).join("\n")}\n`;
}

function readTree(tree: FlatTree, wanted: readonly Piece[]): Decl[][] | null {
  if (0 < tree.errors.length) return null;
  const nodes = topLevelNodes(tree);
  if (nodes.length !== wanted.length) return null;
  const reading = startReading(tree, "", 0);
  const declarations: Decl[][] = [];
  let offset = 0;
  for (const [at, piece] of wanted.entries()) {
    const { text, declaration, hasBody } = piece;
    const node = nodes[at] as number;
    reading.text = text;
    reading.delta = declaration.start - offset;
    const decls = startOf(reading, node) === declaration.start ? readDeclaration(reading, node) : null;
    if (decls === null) return null;
    declarations.push(withOutline(decls, declaration, hasBody ? childOf(reading, node, "body") : -1, reading));
    offset += pieceOf(piece).length + 1;
  }
  return declarations;
}

function readAlone(parser: GoParser, { text, declaration }: Piece, problems: SyntaxProblem[]): Decl[] {
  // Without the body in any case: an error there is nothing to the signature.
  const tree = parseText(parser, `${pieceOf({ text, declaration, hasBody: false })}\n`);
  if (tree === null) {
    problems.push({ start: declaration.start, end: declaration.end, message: unparsed.declaration });
    return standIns(text, declaration);
  }
  const reading = startReading(tree, text, declaration.start);
  problems.push(...clamped(problemsOf(reading), declaration));
  const nodes = topLevelNodes(tree);
  const [node] = nodes;
  const decls = node === undefined || 1 < nodes.length ? null : readDeclaration(reading, node);
  if (decls === null || decls.length === 0) return standIns(text, declaration);
  return [...withOutline(decls, declaration, -1, reading), ...unread(text, declaration, decls)];
}

/** Stand-ins for the names of a broken group that the parser made nothing of. */
function unread(text: string, declaration: DeclOutline, decls: readonly Decl[]): Decl[] {
  const read = new Set(decls.flatMap(namesOf));
  return declaration.keyword === "func" ? [] : standIns(text, declaration).filter((decl) => !namesOf(decl).some((name) => read.has(name)));
}

function namesOf(decl: Decl): readonly string[] {
  return decl.kind === "const-decl" || decl.kind === "var-decl" ? decl.names.map(({ name }) => name) : [decl.name.name];
}

/** Whoever asks for a function whose body declares a type wants that too, so it comes along. */
function holdsTypes({ bodySpan, hasStruct, hasLocalType }: DeclOutline): boolean {
  return bodySpan !== null && (hasStruct[1] || hasLocalType);
}

/** The text to parse for a declaration: its own, with an empty body unless that is wanted. */
function pieceOf({ text, declaration: { start, end, bodySpan }, hasBody }: Piece): string {
  if (bodySpan !== null && !hasBody) return `${text.slice(start, bodySpan.start)}{}`;
  GROUP.lastIndex = start;
  // The grammar wants each spec of a group terminated, as in `var (a int;)`.
  if (GROUP.test(text) && text.charCodeAt(end - 1) === 41) return `${text.slice(start, end - 1)}\n)`;
  return text.slice(start, end);
}

const GROUP = /(?:const|var)\s*\(/y;

/** A function's end and body lie in the text that was left out, unless the node of its body is at hand. */
function withOutline(decls: Decl[], { end, bodySpan }: DeclOutline, bodyNode: number, reading: Reading): Decl[] {
  const body = bodySpan === null || bodyNode < 0 ? null : { ...readBlock(reading, bodyNode), ...bodySpan };
  return decls.map((decl) => (decl.kind === "func-decl" ? { ...decl, end, bodySpan, body } : decl));
}

/** Keeps problems inside the declaration: the newline or body that was put behind it has no place in the file. */
function clamped(problems: readonly SyntaxProblem[], { start, end }: { readonly start: number; readonly end: number }): SyntaxProblem[] {
  const clamp = (at: number): number => Math.max(start, Math.min(end, at));
  return problems.map((problem) => ({ start: clamp(problem.start), end: clamp(problem.end), message: problem.message }));
}
