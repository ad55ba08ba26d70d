import { nearest } from "./nearest.js";
import { allPorts, architectures, systems } from "./ports.js";
import { UsageError } from "./usage-error.js";

/*
 * Every usage error of this room. Each says what was looked for, where, and what to do.
 */

export function emptyTarget(): UsageError {
  return new UsageError("--target names no target.", { hint: "Write it as --target linux/amd64; several are separated by commas." });
}

export function unknownTarget(name: string, from: string): UsageError {
  const hint = name.includes("/") ? didYouMean(nearest(name, allPorts)) : `A target is an operating system and an architecture, as in linux/amd64.${suggested(name)}`;
  return new UsageError(`${from} names ${name === "" ? "no target" : `"${name}"`}, which is no port of Go.`, { hint: hint || "See `go tool dist list` for the ports." });
}

export function unknownSystem(name: string): UsageError {
  return new UsageError(`GOOS is "${name}", which is no operating system that Go has a port for.`, { hint: didYouMean(nearest(name, systems)) || `Known are ${systems.join(", ")}.` });
}

export function unknownArchitecture(name: string): UsageError {
  return new UsageError(`GOARCH is "${name}", which is no architecture that Go has a port for.`, { hint: didYouMean(nearest(name, architectures)) || `Known are ${architectures.join(", ")}.` });
}

export function nothingMatched(details: readonly string[], patterns: readonly string[]): UsageError {
  const message = 0 < details.length ? details.join("\n") : `Nothing matches ${patterns.join(" ")}.`;
  return new UsageError(message, { hint: "Patterns are those of the go command (./..., ./ring, net/http, std), folders, or Go files." });
}

export function noSuchType(names: { readonly type: string; readonly importPath: string; readonly known: readonly string[] }): UsageError {
  const { type, importPath, known } = names;
  const hint = didYouMean(nearest(type, known)) || (known.length === 0 ? "The package has no structs for this target." : `\`cachelint show ${importPath}\` lists them all.`);
  return new UsageError(`There is no struct ${type} in ${importPath}.`, { hint });
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? "" : `Did you mean ${name}?`;
}

function suggested(name: string): string {
  const near = nearest(name, [...systems, ...architectures]);
  const example = allPorts.find((port) => port === `linux/${near}`) ?? allPorts.find((port) => port.split("/").includes(near ?? ""));
  return example === undefined ? "" : ` Did you mean ${example}?`;
}
