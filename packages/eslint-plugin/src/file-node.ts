import { type DeclOutline, type FileOutline, type GoParser, lineAndColumn, readDeclarations, scanFile, type SyntaxProblem } from "@cachelint/syntax";
import { declarationNode } from "./declaration-nodes.js";
import { type GoNode, nodeMaker, type NodeMaker } from "./nodes.js";

export type FileTree = {
  readonly ast: GoNode;
  /** What fits no grammar outside of function bodies; the tree has what could be read. */
  readonly parseErrors: readonly SyntaxProblem[];
};

/**
 * The tree of a Go file: package clause, imports, types and constants in full; variables and functions by name alone,
 * because bodies are nine tenths of a file and layouts ask for few of them. Takes any text.
 */
export function fileTree(parser: GoParser, text: string): FileTree {
  const outline = scanFile(text);
  const make = nodeMaker(lineAndColumn(text));
  const which = outline.declarations.flatMap(({ keyword }, index) => (keyword === "type" || keyword === "const" ? [index] : []));
  const { declarations, problems } = readDeclarations(parser, text, outline, which);
  const specs = new Map(which.map((index, i) => [index, (declarations[i] ?? []).map((decl) => declarationNode(make, decl))]));
  const nodes = outline.declarations.map((decl, index) => outerNode(make, decl, specs.get(index) ?? []));
  return { ast: make("File", { start: 0, end: text.length }, [...headNodes(make, outline), ...nodes]), parseErrors: [...outline.problems, ...problems] };
}

function headNodes(make: NodeMaker, { packageName, packageNameSpan, imports }: FileOutline): readonly GoNode[] {
  const clause = packageName === "" ? [] : [make("PackageClause", packageNameSpan, [], { name: packageName })];
  return [...clause, ...imports.map(({ start, end, name, path }) => make("ImportSpec", { start, end }, [], { path, ...(name === null ? {} : { name }) }))];
}

function outerNode(make: NodeMaker, decl: DeclOutline, specs: readonly GoNode[]): GoNode {
  const { keyword, names, method } = decl;
  if (keyword !== "func") return make("GenDecl", decl, specs, { keyword, names: names.join(",") });
  return make("FuncDecl", decl, [], method === null ? { name: names[0] ?? "_" } : { name: method.name, receiver: method.receiver });
}
