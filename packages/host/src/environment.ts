/** The environment variables of a run; handed in, so that tests and editors decide. */
export type ProcessEnv = Readonly<Record<string, string | undefined>>;

/** Whether cgo files are read: CGO_ENABLED > configuration > yes. Never by looking for a C compiler. */
export function decideCgo(env: ProcessEnv, configured: boolean | undefined): boolean {
  const set = env["CGO_ENABLED"];
  return set === undefined || set === "" ? (configured ?? true) : set !== "0";
}
