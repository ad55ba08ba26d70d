import { loadLive, runCheck, type Shared, UsageError } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import { liveFindings } from "../live-findings.js";
import type { Answer, Question } from "./model.js";

/** Answers questions about modules as the command line would, one after another; what was parsed is kept between them. */
export function answering(env: Readonly<Record<string, string | undefined>>): (question: Question) => Promise<Answer> {
  let kept: Pick<Shared, "parser" | "sources"> | undefined;
  return async (question) => {
    const { cwd, patterns, targets, texts } = question;
    try {
      const live = await loadLive();
      // Files are read anew each time, because not every editor tells of those that it does not show.
      const fresh = live.shareRuns({ overlay: texts });
      const shared: Shared = kept === undefined ? fresh : { ...fresh, ...kept };
      const options = { cwd, env, patterns, targets, rules: allRules, shared, withFixes: question.kind === "check" && question.withFixes };
      const answer: Answer = question.kind === "touches" ? { kind: "touches", touches: await live.runTouches(options, question) } : await check(options, live);
      kept = withinMemory() ? { parser: shared.parser, sources: shared.sources } : undefined;
      return answer;
    } catch (error) {
      const isUsage = error instanceof UsageError;
      const message = isUsage ? [error.message, error.hint].filter((part) => part !== "").join(" ") : error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { kind: "error", message, isUsage };
    }
  };
}

async function check(options: Parameters<typeof runCheck>[0], live: Awaited<ReturnType<typeof loadLive>>): Promise<Answer> {
  const { findings, problems } = await runCheck(options);
  return { kind: "check", restsOn: await live.restsOn(options), findings: liveFindings(findings, options.rules), problems: problems.filter(({ severity }) => severity === "error").map(({ message }) => message) };
}

const mostBytes = 1.5e9;

/** What is kept of texts that are gone would grow with the days that an editor runs. */
function withinMemory(): boolean {
  return process.memoryUsage().heapUsed < mostBytes;
}
