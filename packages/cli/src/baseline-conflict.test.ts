import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { cachelint, folderWith, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const file = ".layout-baseline.json";
const files = { "go.mod": "module example.com/q\n\ngo 1.24\n", "a/a.go": "package a\n\ntype A struct{ n int32 }\n", "b/b.go": "package b\n\ntype B struct{ n int32 }\n" };

/** A module whose baseline two branches wrote anew, each its own way. */
async function inConflict(ours: readonly string[], theirs: readonly string[], configuration = ""): Promise<{ readonly cwd: string; readonly text: string; readonly write: (text: string) => void; readonly written: () => string }> {
  const cwd = folderWith(files);
  const recorded = async (words: readonly string[]): Promise<string> => {
    rmSync(`${cwd}/${file}`, { force: true });
    expect(await cachelint(["baseline", "update", ...words], { cwd })).toMatchObject({ code: 0 });
    return readFileSync(`${cwd}/${file}`, "utf8");
  };
  const text = `<<<<<<< HEAD\n${await recorded(ours)}=======\n${await recorded(theirs)}>>>>>>> other\n`;
  if (configuration !== "") writeFileSync(`${cwd}/cachelint.yaml`, configuration);
  const write = (own: string): void => writeFileSync(`${cwd}/${file}`, own);
  write(text);
  return { cwd, text, write, written: () => readFileSync(`${cwd}/${file}`, "utf8") };
}

test("heads that differ: the new one has what either side guards, and says so", async () => {
  const { cwd, written } = await inConflict(["--target", "linux/386", "./a"], ["--target", "linux/amd64", "./b"]);
  expect(await cachelint(["baseline", "update"], { cwd })).toEqual({
    code: 0,
    stdout: `${file}: 2 structs of 2 packages recorded. 1 struct changed.\n`,
    stderr: [
      `${file}: note: The sides of this conflict differ in "targets": ours has ["linux/386"], theirs ["linux/amd64"]. Taken is ["linux/386","linux/amd64"], which has all that either side guards. To have something else, say it in cachelint.yaml and run \`cachelint baseline update\` again.\n`,
      `${file}: note: The sides of this conflict differ in "select": ours has ["./a"], theirs ["./b"]. Taken is ["./a","./b"], which has all that either side guards. To have something else, say it in cachelint.yaml and run \`cachelint baseline update\` again.\n`,
    ].join(""),
  });
  expect(JSON.parse(written())).toMatchObject({ targets: ["linux/386", "linux/amd64"], select: ["./a", "./b"] });
  expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toEqual({ code: 0, stdout: "No drift.\n", stderr: "" });
});

test("heads that differ: the configuration decides, where it says something", async () => {
  const { cwd, written } = await inConflict(["--target", "linux/386", "./a"], ["--target", "linux/amd64"], "targets: [linux/arm64]\nbaseline: { select: [./b] }\n");
  const { code, stderr } = await cachelint(["baseline", "update"], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain('Taken is ["linux/arm64"], which the configuration says.');
  expect(stderr).toContain('theirs ["./..."]. Taken is ["./b"], which the configuration says.');
  expect(JSON.parse(written())).toMatchObject({ targets: ["linux/arm64"], select: ["./b"] });
});

test("a wider pattern needs no narrower one beside it", async () => {
  const { cwd, written } = await inConflict(["./a"], []);
  expect((await cachelint(["baseline", "update"], { cwd })).code).toBe(0);
  expect(JSON.parse(written())).toMatchObject({ select: ["./..."] });
});

test.each([
  ["a target that Go has not", (text: string) => text.replaceAll('"linux/386"', '"linux/x86"'), '"linux/x86" is no target'],
  ["half a conflict", (text: string) => text.replace(/^>{7}.*\n/m, ""), "This mark of a merge conflict, <<<<<<<, stands without the others"],
  ["a file that ends in the middle", (text: string) => text.slice(0, text.length / 2), "stands without the others"],
  ["a value of another type", (text: string) => text.replace('"offsetBytes": 0', '"offsetBytes": "0"'), "offsetBytes must be a whole number from 0."],
])("other damage besides a conflict is exit 2 with its line, and nothing is written: %s", async (_, damage, message) => {
  const { cwd, text, write, written } = await inConflict(["--target", "linux/amd64"], ["--target", "linux/386"]);
  write(damage(text));
  for (const action of ["update", "check"]) {
    const { code, stdout, stderr } = await cachelint(["baseline", action], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^\.layout-baseline\.json:\d+:\d+: error: /);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`(git checkout --merge -- ${file})`);
  }
  expect(written()).toBe(damage(text));
});
