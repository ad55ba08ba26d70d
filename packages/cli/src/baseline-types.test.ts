import { readFileSync, writeFileSync } from "node:fs";
import { cachelint, folderWith, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const goMod = "module example.com/q\n\ngo 1.24\n";
const file = ".layout-baseline.json";

type Told = { readonly drift: readonly { readonly type: string; readonly verdict: string; readonly classes: readonly string[]; readonly message: string; readonly cause: string | null }[] };

const source = (body: string): string => `package q\n\nconst n = 4\n\ntype Plain [2]int\n\n${body}`;

async function recorded(body: string): Promise<string> {
  const cwd = folderWith({ "go.mod": goMod, "a.go": source(body) });
  expect(await cachelint(["baseline", "update"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  return cwd;
}

async function drift(cwd: string): Promise<Told["drift"]> {
  const { drift: told } = JSON.parse((await cachelint(["baseline", "check", "--format", "json", "--target", "linux/amd64"], { cwd })).stdout) as Told;
  return told;
}

test("arrays, basic types and aliases are recorded where they are frozen or tracked, and nowhere else", async () => {
  const cwd = await recorded("//cachelint:frozen\ntype A [n]struct{ x, y int64 }\n\n//cachelint:track\ntype I int32\n\n//cachelint:track\ntype Same = [3]byte\n\n//cachelint:size 8\ntype Sized int64\n\nfunc f() {\n\t//cachelint:track\n\ttype local [2]int16\n\tvar l local\n\t_ = l\n}\n");
  const { packages } = JSON.parse(readFileSync(`${cwd}/${file}`, "utf8")) as { readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  expect(Object.keys(packages["example.com/q"] ?? {})).toEqual(["A", "I", "Same", "f.local", "/"]);
  expect(packages["example.com/q"]?.["A"]).toEqual({
    "/": "example.com/q.A",
    "frozen": true,
    "linux/amd64 linux/arm64": { alignBytes: 8, fields: [{ name: "", offsetBytes: 0, sizeBytes: 64, type: "[4]struct{x int64; y int64}" }], lines: 1, pointerBytes: 0, sizeBytes: 64, sizeClassBytes: 64 },
  });
  expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toEqual({ code: 0, stdout: "No drift.\n", stderr: "" });
});

const frozen = "//cachelint:frozen\ntype A [n]uint64\n";

test.each([
  ["another length, by a constant", (text: string) => text.replace("n = 4", "n = 5"), "grew next-class frozen retyped", "It has the length n, which went from 4 to 5 (package example.com/q)."],
  ["another element of the same size", (text: string) => text.replace("uint64", "int64"), "frozen retyped", null],
  ["a struct in its place", (text: string) => text.replace("[n]uint64", "struct{ a [n]uint64 }"), "frozen moved added-field", null],
  ["gone", (text: string) => text.replace(frozen, ""), "frozen gone-type", null],
] as const)("a frozen array: %s", async (_, change, classes, cause) => {
  const cwd = await recorded(frozen);
  writeFileSync(`${cwd}/a.go`, change(source(frozen)));
  expect((await drift(cwd)).map((one) => [one.type, one.verdict, one.classes.join(" "), one.cause])).toEqual([["A", "fail", classes, cause]]);
  // A finding needs a place: what is gone has none.
  expect((await cachelint(["check"], { cwd })).stdout.includes("error[layout-drift]: example.com/q.A ")).toBe(!classes.includes("gone"));
});

test.each([
  ["an alias", "type S = U", "q.U"],
  ["an alias of a struct without a name", "type S = struct{ n int32 }", "struct{n int32}"],
  ["an array", "type S [2]U", "[2]q.U"],
  ["an array with a contract", "//cachelint:size 8\ntype S [2]U", "[2]q.U"],
] as const)("a struct whose name stands for %s now", async (_, now, text) => {
  const cwd = await recorded("type S struct{ n int32 }\n\ntype U struct{ n int32 }\n");
  writeFileSync(`${cwd}/a.go`, source(`${now}\n\ntype U struct{ n int32 }\n`));
  expect((await drift(cwd)).map(({ type, verdict, classes, message }) => [type, verdict, classes.join(" "), message])).toEqual([["S", "notice", "gone-type", `example.com/q.S is gone: its name stands for ${text} now.`]]);
  expect((await cachelint(["check"], { cwd })).stdout).not.toContain("layout-drift");
  await cachelint(["baseline", "update"], { cwd });
  expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toMatchObject({ code: 0, stdout: "No drift.\n" });
});

test("how the change of an array is shown", async () => {
  const cwd = await recorded(frozen);
  writeFileSync(`${cwd}/a.go`, source(frozen).replace("n = 4", "n = 5"));
  expect((await cachelint(["baseline", "check", "--target", "linux/amd64"], { cwd })).stdout).toContain("is frozen, and changed; is [5]uint64 instead of [4]uint64.\n    type A\n  -     [4]uint64  /*     0    32 */\n");
});

test("an array that is no longer frozen is still there, and named", async () => {
  const cwd = await recorded(frozen);
  writeFileSync(`${cwd}/a.go`, source(frozen).replace("//cachelint:frozen\n", ""));
  const { code, stdout } = await cachelint(["baseline", "check", "--strict"], { cwd });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^No drift\.\nexample\.com\/q\.A is no longer tracked/);
});
