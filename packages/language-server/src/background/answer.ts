import { type BegunCheck, beginCheck, loadLive, type RestsOn, type Shared, UsageError } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import { liveFindings } from "../live-findings.js";
import type { Answer, Question } from "./model.js";

type CheckQuestion = Extract<Question, { readonly kind: "check" }>;

/** A check that has said what it found, and not yet what can be fixed. */
type Begun = { readonly state: number; readonly check: BegunCheck; readonly restsOn: RestsOn };

/** Answers questions about modules as the command line would, one after another; what was parsed is kept between them. */
export function answering(env: Readonly<Record<string, string | undefined>>): (question: Question) => Promise<Answer> {
  let kept: Pick<Shared, "parser" | "sources"> | undefined;
  /** By the folder of the module. */
  const begun = new Map<string, Begun>();

  async function begin(question: CheckQuestion): Promise<Begun> {
    const { options, live } = await open(question);
    const check = await beginCheck(options);
    const restsOn = await live.restsOn(options);
    keep(options.shared);
    return { state: question.state, check, restsOn };
  }

  async function check(question: CheckQuestion): Promise<Answer> {
    for (const [cwd, { state }] of begun) if (state !== question.state) begun.delete(cwd);
    const one = begun.get(question.cwd) ?? (await begin(question));
    // It holds a whole module in memory, and is asked for its fixes once.
    begun.delete(question.cwd);
    if (!question.withFixes) begun.set(question.cwd, one);
    const { findings, problems } = question.withFixes ? one.check.whole() : one.check.withoutFixes();
    return { kind: "check", restsOn: one.restsOn, findings: liveFindings(findings, allRules), problems: problems.filter(({ severity }) => severity === "error").map(({ message }) => message) };
  }

  async function open({ cwd, patterns, targets, texts }: Question) {
    const live = await loadLive();
    // Files are read anew each time, because not every editor tells of those that it does not show.
    const fresh = live.shareRuns({ overlay: texts });
    const shared: Shared = kept === undefined ? fresh : { ...fresh, ...kept };
    return { live, options: { cwd, env, patterns, targets, rules: allRules, shared } };
  }

  function keep({ parser, sources }: Shared): void {
    kept = withinMemory() ? { parser, sources } : undefined;
  }

  return async (question) => {
    try {
      if (question.kind === "check") return await check(question);
      const { options, live } = await open(question);
      const touches = await live.runTouches(options, question);
      keep(options.shared);
      return { kind: "touches", touches };
    } catch (error) {
      begun.delete(question.cwd);
      const isUsage = error instanceof UsageError;
      const message = isUsage ? [error.message, error.hint].filter((part) => part !== "").join(" ") : error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { kind: "error", message, isUsage };
    }
  };
}

const mostBytes = 1.5e9;

/** What is kept of texts that are gone would grow with the days that an editor runs. */
function withinMemory(): boolean {
  return process.memoryUsage().heapUsed < mostBytes;
}
