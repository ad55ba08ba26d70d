import { type Block, type Expr, type FuncDecl, lineAndColumn, readBody, type Decl } from "@cachelint/syntax";
import { type Constant, evaluate, extentOf, type FileUnit, memberOf, measureOf, operandType, type Operand, type Package, type Scope, type StructRecord, structsOf, type Type, typeString, walkBody, type World, type BodyVisitor } from "../src/index.js";
import { declarationsAt } from "../src/world.js";
import { files, load, type SceneOptions } from "./scene.js";

/**
 * Holds Go text against the facts in its comments, which stand at the end of a line: of a field
 * `// offset=8 size=8 align=8 type=[]byte`, of a declared type, variable or constant or of an expression
 * `// size=24 align=8 pointers=16 type=… = value`, of what cannot be known `// unknown: reason`, with a detail after
 * a comma if it matters. A line tells of the first thing that begins on it.
 */
export function check(text: string, options: SceneOptions = {}): void {
  const wanted = files(text);
  const { world, packages } = load(text, options);
  const actual = { ...wanted };
  for (const pkg of packages) {
    for (const unit of pkg.units) actual[unit.source.file.path] = withFacts(world, pkg, unit);
  }
  expect(actual).toEqual(wanted);
}

const FACT = /\/\/ ((?:offset|size|align|pointers|type)=.*|= .*|unknown: .*)$/;

type Told = { readonly offsetBytes?: number | undefined; readonly type?: Type | undefined; readonly operand?: Operand | undefined };

function withFacts(world: World, pkg: Package, unit: FileUnit): string {
  const told = factsOf(world, pkg, unit);
  const lines = unit.source.file.text.split("\n").map((line, i) => {
    const match = FACT.exec(line);
    return match ? line.slice(0, match.index) + `// ${describe(world, match[1] ?? "", told.get(i + 1))}` : line;
  });
  return lines.join("\n");
}

/** The facts that a comment names, as they are. */
function describe(world: World, wanted: string, told: Told | undefined): string {
  if (!told) return "nothing is here";
  const type = told.type ?? (told.operand && operandType(told.operand));
  const extent = type && extentOf(world, type);
  const constant = told.operand?.mode === "constant" ? told.operand.value : undefined;
  const isAboutValue = wanted.startsWith("= ");
  const asked = wanted.match(/(?:^|\s)(?:(?:offset|size|align|pointers)=|type=|= )/g)?.map((word) => word.trim()) ?? [];
  const unknown = told.operand?.mode === "unknown" ? told.operand.unknown : isAboutValue ? undefined : extent && "unknown" in extent ? extent : extent?.doubt;
  if (unknown && !(asked.length === 1 && asked[0] === "type=")) return `unknown: ${unknown.unknown}${wanted.includes(",") ? `, ${unknown.detail}` : ""}`;
  const known = extent && !("unknown" in extent) ? extent : undefined;
  const facts = asked.map((word) => {
    switch (word) {
      case "offset=": return `offset=${told.offsetBytes}`;
      case "size=": return `size=${known?.sizeBytes}`;
      case "align=": return `align=${known?.alignBytes}`;
      case "pointers=": return `pointers=${known?.pointerBytes}`;
      case "type=": return `type=${type && typeString(world, type)}`;
      default: return `= ${constant ? valueText(constant) : "not constant"}`;
    }
  });
  return facts.length === 0 ? "known" : facts.join(" ");
}

function valueText(value: Constant): string {
  const rational = ({ numerator, denominator }: { numerator: bigint; denominator: bigint }): string => (denominator === 1n ? String(numerator) : `${numerator}/${denominator}`);
  switch (value.kind) {
    case "bool":
    case "int": return String(value.value);
    case "string": return JSON.stringify(value.value.text);
    case "rational": return rational(value.value);
    case "complex": return `${rational(value.real)}+${rational(value.imaginary)}i`;
  }
}

/** What can be told about each line of a file: of declarations and expressions rather than of fields, of fields rather than of struct literals. */
function factsOf(world: World, pkg: Package, unit: FileUnit): ReadonlyMap<number, Told> {
  const place = lineAndColumn(unit.source.file.text);
  const [declared, ofFields, ofLiterals] = [new Map<number, Told>(), new Map<number, Told>(), new Map<number, Told>()];
  const into = (told: Map<number, Told>): Tell => (start, fact) => void (told.has(place(start).line) || told.set(place(start).line, fact));
  unit.source.outline.declarations.forEach((_, index) => {
    for (const decl of declarationsAt(world.sources, unit.source, index)) tellDeclaration(world, unit, decl, into(declared));
  });
  for (const record of structsOf(world, pkg)) {
    if (record.unit !== unit || record.kind === "instance") continue;
    into(ofLiterals)(record.span.start, { type: record.type });
    tellFields(world, record, into(ofFields));
  }
  return new Map([...ofLiterals, ...ofFields, ...declared]);
}

type Tell = (start: number, fact: Told) => void;

function tellDeclaration(world: World, unit: FileUnit, decl: Decl, tell: Tell): void {
  const visitor: BodyVisitor = {
    expression: (scope, expr) => tellExpression(world, scope, expr, tell),
    localType: (scope, local) => tell(local.name.start, { type: evaluateType(world, scope, local.name) }),
  };
  if (decl.kind === "func-decl") {
    if (!decl.bodySpan) return;
    const { block } = readBody(world.sources.parser, unit.source.file.text, decl) as { block: Block };
    walkBody(world, unit.scope, decl as FuncDecl, block, visitor);
    return;
  }
  for (const name of decl.kind === "type-decl" ? [decl.name] : decl.names) {
    const entity = name.name === "_" ? undefined : memberOf(world, unit.pkg, name.name);
    if (name.name === "_" && decl.kind === "var-decl" && decl.values[0]) tellExpression(world, unit.scope, decl.values[0], tell);
    else if (entity?.kind === "const") tell(name.start, { operand: entity.operand() });
    else if (entity?.kind === "var") tell(name.start, { type: entity.type() });
    else if (entity?.kind === "type") tell(name.start, { type: evaluateType(world, unit.scope, name) });
  }
}

function evaluateType(world: World, scope: Scope, expr: Expr): Type {
  return operandType(evaluate(world, scope, expr));
}

function tellExpression(world: World, scope: Scope, expr: Expr, tell: Tell): void {
  if (expr.kind === "func-lit" || (expr.kind === "ident" && expr.name === "_")) return;
  tell(expr.start, { operand: evaluate(world, scope, expr) });
}

function tellFields(world: World, record: StructRecord, tell: Tell): void {
  const measure = measureOf(world, record.type);
  measure?.fields.forEach((field, i) => {
    const name = field.syntax.names.find((candidate) => candidate.name === field.name) ?? field.syntax;
    if (record.syntax) tell(name.start, { type: field.type, offsetBytes: measure.kind === "known" ? measure.layout.offsetsBytes[i] : undefined });
  });
}
