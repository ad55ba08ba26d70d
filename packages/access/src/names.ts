import type { Call, Expr, FuncDecl } from "@cachelint/syntax";

/** The last name of what is called: `New` of `pkg.New[T](x)`; empty for what has none. */
export function calleeName({ callee }: Call): string {
  return lastName(callee);
}

function lastName(expr: Expr): string {
  switch (expr.kind) {
    case "ident":
      return expr.name;
    case "selector":
      return expr.name.name;
    case "index":
      return lastName(expr.operand);
    case "paren":
      return lastName(expr.inner);
    default:
      return "";
  }
}

/** What such a function returns, nobody else has yet. */
export function isConstructorName(name: string): boolean {
  return /^(?:[Nn]ew|[Mm]ake|[Cc]reate|[Ii]nit|Open|alloc|mk|Dial)(?:[A-Z_0-9].*)?$/.test(name);
}

/** A function that returns a type of its package: whoever wants one calls it. Of methods only those of options. */
export function isMaker(decl: FuncDecl | null): boolean {
  const [first] = decl?.signature.results ?? [];
  if (decl === null || (decl.receiver !== null && !isOfOptions(decl)) || first === undefined) return false;
  const type = first.type.kind === "star" ? first.type.operand : first.type;
  return type.kind === "ident" ? !predeclared.test(type.name) : type.kind === "index" && type.operand.kind === "ident";
}

/** A method of what says how an object is to be made: its receiver is a copy, or has such a name. */
export function isOfOptions(decl: FuncDecl | null): boolean {
  const type = decl?.receiver?.type;
  if (type === undefined) return false;
  if (type.kind !== "star") return true;
  const named = type.operand.kind === "index" ? type.operand.operand : type.operand;
  return named.kind === "ident" && /(?:[bB]uilder|[cC]onfig|[oO]ptions|[sS]ettings)$/.test(named.name);
}

const predeclared = /^(?:u?int(?:8|16|32|64|ptr)?|float(?:32|64)|complex(?:64|128)|bool|string|byte|rune|error|any)$/;

const coldStart = /^(?:init|close|shutdown|reset|dispose|destroy|resize|grow|shrink|rehash|expand|string|gostring|marshal|dump|describe|config|configure|setup|setlogger|enable|disable|ignore|abort|crash|dial|listen|bind|handshake|semasleep|semawakeup)(?:[A-Z_0-9].*)?$/;
const coldEnd = /(?:panic|throw|fatal|Panic|Throw|Fatal).*$|(?:Slow|slow|Slowpath|SlowPath|_slow|DebugInfo|Error|ForTest|Testing|Reset|.Stop|Close)$|^[a-z0-9_]+(?:enable|disable|ignore)$/;
const coldAnywhere = /[rR]esize|[rR]ehash|TheWorld|[hH]eap[dD]ump|[a-z_]Init(?![a-z])/;

/** Lifecycle words: what builds, closes, resizes or prints is no hot path. `set`, `free`, `start` and `stop` are hot functions in real code. */
export function isColdName(name: string): boolean {
  const lowerFirst = name.charAt(0).toLowerCase() + name.slice(1);
  return coldAnywhere.test(name) || coldStart.test(lowerFirst) || coldStart.test(name.replace(/^[A-Z]+(?=[A-Z]|$)/, (head) => head.toLowerCase())) || coldEnd.test(name);
}

const panics: ReadonlySet<string> = new Set(["panic", "throw", "fatal", "Fatal", "Fatalf", "Panic", "Panicf", "Exit", "fatalthrow"]);

/** A call that does not come back. */
export function isPanic(name: string): boolean {
  return panics.has(name);
}
