import type { Span } from "@cachelint/syntax";
import type { AlsoAt } from "./also-at.js";
import type { NamedRule, PlacedDirective } from "./directive.js";
import type { UnusedAllow } from "./directive-use.js";
import type { FileFacts, Finding, StructFacts } from "./model.js";

type Place = Pick<Finding, "ruleId" | "source" | "span"> & { readonly alsoAt?: readonly AlsoAt[] };

/** Silences findings by the directives of their files, and remembers which directives were of use. */
export class Suppressions {
  readonly #files: ReadonlyMap<string, FileFacts>;
  readonly #requireReason: boolean;
  readonly #used = new Set<NamedRule>();

  constructor(files: readonly FileFacts[], options: { readonly requireReason: boolean }) {
    this.#files = new Map(files.map((file) => [file.source.path, file]));
    this.#requireReason = options.requireReason;
  }

  /** Those findings that no directive silences. */
  remaining<F extends Place>(findings: readonly F[]): readonly F[] {
    return findings.filter((finding) => !this.#isSilenced(finding));
  }

  /** What the `allow` directives of a file name in vain; `isJudged` says of which rules that can be told. */
  unusedIn(file: FileFacts, options: { readonly isJudged: (ruleId: string) => boolean; readonly structs: readonly StructFacts[] }): readonly UnusedAllow[] {
    return file.directives.flatMap((directive) => {
      if (directive.kind !== "allow") return [];
      const cause = this.#isVain(directive) ? "no-reason" : directive.reach.kind === "nothing" ? "nothing-below" : "nothing-silenced";
      const isDoubtful = cause === "nothing-silenced" && options.structs.some((facts) => isUnknown(facts) && covers(directive, facts.span));
      if (isDoubtful) return [];
      return directive.ruleIds.filter((named) => !this.#used.has(named) && options.isJudged(named.id)).map((named) => ({ ...named, cause }) satisfies UnusedAllow);
    });
  }

  #isSilenced(finding: Place): boolean {
    let isSilenced = false;
    for (const directive of this.#speaking(finding)) {
      if (directive.kind === "nolint") isSilenced ||= directive.isOurs;
      if (directive.kind !== "allow" || this.#isVain(directive)) continue;
      for (const named of directive.ruleIds) {
        if (named.id !== finding.ruleId) continue;
        this.#used.add(named);
        isSilenced = true;
      }
    }
    return isSilenced;
  }

  /** Directives that cover the place of a finding, or stand on a field that it names. */
  #speaking({ source, span, alsoAt = [] }: Place): ReadonlySet<PlacedDirective> {
    const directivesIn = (path: string): readonly PlacedDirective[] => this.#files.get(path)?.directives ?? [];
    const covering = directivesIn(source.path).filter((directive) => covers(directive, span));
    return new Set([...covering, ...alsoAt.flatMap((also) => directivesIn(also.source.path).filter((directive) => standsOn(directive, also.span)))]);
  }

  #isVain(directive: PlacedDirective): boolean {
    return directive.kind === "allow" && this.#requireReason && directive.reason === "";
  }
}

function covers({ start, end, reach }: PlacedDirective, span: Span): boolean {
  // What is told of the directive itself.
  if (start <= span.start && span.start < end) return true;
  switch (reach.kind) {
    case "file":
      return true;
    case "nothing":
      return false;
    case "line":
      return reach.span.start <= span.start && span.start <= reach.span.end;
    case "declaration":
      return reach.span.start <= span.start && span.start < reach.span.end;
  }
}

/** A directive on the line, or above, and not on something larger around it. */
function standsOn({ reach }: PlacedDirective, { start }: Span): boolean {
  if (reach.kind === "line") return reach.span.start <= start && start <= reach.span.end;
  return reach.kind === "declaration" && reach.span.start === start;
}

/** A rule is silent about a struct that it cannot measure, so an `allow` on it proves nothing. */
function isUnknown({ layouts }: StructFacts): boolean {
  return layouts.some(({ measure }) => measure.kind === "unknown");
}
