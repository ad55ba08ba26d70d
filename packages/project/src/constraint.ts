/** A build constraint (go/build/constraint); `always` is a file without one. */
export type Constraint =
  | { readonly kind: "always" }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "not"; readonly operand: Constraint }
  | { readonly kind: "and" | "or"; readonly left: Constraint; readonly right: Constraint };

export type ParsedConstraint = { readonly constraint: Constraint } | { readonly problem: string };

export function evaluate(constraint: Constraint, isTrue: (tag: string) => boolean): boolean {
  switch (constraint.kind) {
    case "always":
      return true;
    case "tag":
      return isTrue(constraint.tag);
    case "not":
      return !evaluate(constraint.operand, isTrue);
    case "and":
      return evaluate(constraint.left, isTrue) && evaluate(constraint.right, isTrue);
    case "or":
      return evaluate(constraint.left, isTrue) || evaluate(constraint.right, isTrue);
  }
}

/** Reads the expression of a `//go:build` line: `||`, `&&`, `!`, parentheses and tags. */
export function parseExpression(text: string): ParsedConstraint {
  const tokens = text.match(/\|\||&&|[!()]|[\p{L}\p{Nd}_.]+|[^\s]/gu) ?? [];
  const reader: Reader = { tokens, next: 0, depth: 0 };
  const parsed = parseOr(reader);
  if ("problem" in parsed) return parsed;
  const rest = tokens[reader.next];
  return rest === undefined ? parsed : { problem: `unexpected ${rest}` };
}

/**
 * Reads one `// +build` line, given what follows the word: fields are alternatives, their comma parts must all hold.
 * What is no tag makes the part false, as go/build does.
 */
export function parsePlusBuild(text: string): Constraint {
  const fields = text.split(/\s+/).filter((field) => field !== "");
  const alternatives = fields.map((field) => join("and", field.split(",").map(parsePlusTerm)));
  return alternatives.length === 0 ? NEVER : join("or", alternatives);
}

/** All must hold; none at all is `always`. */
export function allOf(constraints: readonly Constraint[]): Constraint {
  return constraints.length === 0 ? { kind: "always" } : join("and", constraints);
}

const NEVER: Constraint = { kind: "not", operand: { kind: "always" } };
const TAG = /^[\p{L}\p{Nd}_.]+$/u;
/** go/build/constraint gives up on deeper expressions too; real ones nest a handful deep. */
const MAX_DEPTH = 500;

type Reader = { readonly tokens: readonly string[]; next: number; depth: number };

function parseOr(reader: Reader): ParsedConstraint {
  return parseChain(reader, { operator: "||", kind: "or", operand: parseAnd });
}

function parseAnd(reader: Reader): ParsedConstraint {
  return parseChain(reader, { operator: "&&", kind: "and", operand: parseNot });
}

type Chain = { readonly operator: string; readonly kind: "and" | "or"; readonly operand: (reader: Reader) => ParsedConstraint };

function parseChain(reader: Reader, chain: Chain): ParsedConstraint {
  const operands: Constraint[] = [];
  do {
    const parsed = chain.operand(reader);
    if ("problem" in parsed) return parsed;
    operands.push(parsed.constraint);
  } while (accept(reader, chain.operator));
  return { constraint: join(chain.kind, operands) };
}

function parseNot(reader: Reader): ParsedConstraint {
  if (!accept(reader, "!")) return parseAtom(reader);
  if (reader.tokens[reader.next] === "!") return { problem: "double negation not allowed" };
  const parsed = parseAtom(reader);
  return "problem" in parsed ? parsed : { constraint: { kind: "not", operand: parsed.constraint } };
}

function parseAtom(reader: Reader): ParsedConstraint {
  const token = reader.tokens[reader.next++];
  if (token === "(") {
    if (MAX_DEPTH < ++reader.depth) return { problem: "build expression too deep" };
    const parsed = parseOr(reader);
    reader.depth--;
    if ("problem" in parsed || accept(reader, ")")) return parsed;
    return { problem: "missing close paren" };
  }
  if (token === undefined) return { problem: "unexpected end of expression" };
  return TAG.test(token) ? { constraint: { kind: "tag", tag: token } } : { problem: `unexpected ${token}` };
}

function accept(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.next] !== token) return false;
  reader.next++;
  return true;
}

function parsePlusTerm(term: string): Constraint {
  const isNegated = term.startsWith("!");
  const tag = isNegated ? term.slice(1) : term;
  if (!TAG.test(tag)) return NEVER;
  return isNegated ? { kind: "not", operand: { kind: "tag", tag } } : { kind: "tag", tag };
}

/** Balanced, so that evaluating a line of thousands of tags stays shallow. */
function join(kind: "and" | "or", constraints: readonly Constraint[]): Constraint {
  const [only] = constraints;
  if (constraints.length === 1 && only !== undefined) return only;
  const middle = constraints.length >> 1;
  return { kind, left: join(kind, constraints.slice(0, middle)), right: join(kind, constraints.slice(middle)) };
}
