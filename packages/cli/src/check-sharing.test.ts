import { cachelint, folderWith, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const ring = `package m

import "sync/atomic"

type Ring struct {
	head atomic.Uint64
	_    [56]byte
	tail atomic.Uint64
	_    [56]byte
}

func (r *Ring) Put() { r.head.Add(1) }

func (r *Ring) Take() { r.tail.Add(1) }
`;
const files = { "go.mod": "module example.com/m\n\ngo 1.24\n", "a.go": ring, "api/b.go": ring.replace("package m", "package api") };

type Told = { readonly ruleId: string; readonly targets: readonly string[]; readonly file: string; readonly confidence: string; readonly severity: string };

async function check(configuration: string, words: readonly string[] = [], own: Readonly<Record<string, string>> = files): Promise<readonly Told[]> {
  const cwd = folderWith({ ...own, "cachelint.yaml": configuration });
  const { stdout, stderr } = await cachelint(["check", "--format", "json", ...words], { cwd });
  expect(stderr.includes("error:")).toBe(false);
  return (JSON.parse(stdout) as { findings: readonly Told[] }).findings;
}

const off = "wasteful-field-order: off, useless-padding: off";

describe("the configured cache line is the one that sharing is judged by", () => {
  const targetsOf = async (configuration: string): Promise<readonly string[]> => (await check(`rules: { ${off} }\n${configuration}`)).filter(({ file }) => file === "a.go").flatMap(({ targets }) => targets);

  test("the usual ones", async () => expect(await targetsOf("targets: [linux/amd64, linux/arm64, linux/s390x]\n")).toEqual(["linux/s390x"]));
  test("a longer one", async () => expect(await targetsOf("targets: [linux/amd64, linux/arm64]\nlineSize: { linux/amd64: 128 }\n")).toEqual(["linux/amd64"]));
  test("a shorter one", async () => expect(await targetsOf("targets: [linux/s390x]\nlineSize: { linux/s390x: 64 }\n")).toEqual([]));
});

test("rules about sharing can be off, milder, or off in some files", async () => {
  const told = async (rules: string, ...words: string[]): Promise<readonly string[]> => (await check(`targets: [linux/s390x]\n${rules}`, words)).map(({ ruleId, severity, file }) => `${file} ${severity} ${ruleId}`);
  const [here, there] = ["a.go error ineffective-padding", "api/b.go error ineffective-padding"];
  expect(await told(`rules: { ${off} }\n`)).toEqual([here, there]);
  expect(await told(`rules: { ${off}, ineffective-padding: info }\n`)).toEqual([here.replace("error", "info"), there.replace("error", "info")]);
  expect(await told(`rules: { ${off} }\noverrides: [{ files: ['api/**'], rules: { ineffective-padding: off } }]\n`)).toEqual([here]);
  expect(await told(`rules: { ${off}, ineffective-padding: off }\noverrides: [{ files: ['api/**'], rules: { ineffective-padding: warning } }]\n`)).toEqual([there.replace("error", "warning")]);
  expect(await told(`rules: { ${off} }\n`, "--disable", "ineffective-padding")).toEqual([]);
  expect(await told(`rules: { ${off} }\nexclude: ['api/**']\n`)).toEqual([here]);
});

test("confidence", async () => {
  const weak = { "go.mod": files["go.mod"], "a.go": `package m\n\nimport "sync/atomic"\n\nvar hits atomic.Int64\n\nfunc A() { hits.Add(1) }\nfunc B() { misses.Add(1) }\n${"\n".repeat(30)}var misses atomic.Int64\n` };
  const told = async (configuration: string, ...words: string[]): Promise<readonly string[]> => (await check(configuration, words, weak)).map(({ ruleId, confidence }) => `${confidence} ${ruleId}`);
  expect(await told("")).toEqual([]);
  expect(await told("confidence: low\n")).toEqual(["low false-sharing-globals"]);
  expect(await told("", "--confidence", "low")).toEqual(["low false-sharing-globals"]);
  expect(await told("confidence: low\n", "--confidence", "medium")).toEqual([]);
});

test("functions that many goroutines run at once", async () => {
  const pool = "package m\n\ntype Pool struct{ slots [64]int64 }\n\nfunc (p *Pool) work(i int) {\n\tfor {\n\t\tp.slots[i]++\n\t}\n}\n";
  const own = { "go.mod": files["go.mod"], "a.go": pool };
  expect(await check("", [], own)).toEqual([]);
  expect((await check("concurrent: ['(*Pool).work']\n", [], own)).map(({ ruleId }) => ruleId)).toEqual(["false-sharing-elements"]);
});
