import { expect, test } from "@jest/globals";
import { baselineText, readBaseline } from "./index.js";

const field = { name: "head", type: "uint64", offsetBytes: 0, sizeBytes: 8, isEmbedded: false };
const sound = baselineText({
  goVersion: "1.26", lineBytes: new Map([["linux/amd64", 64]]), selection: { packages: ["./..."], minSizeBytes: 0, heat: "any", tags: [] },
  packages: new Map([["example.com/q", new Map([["Ring", { isFrozen: false, layouts: new Map([["linux/amd64", { sizeBytes: 16, alignBytes: 8, pointerBytes: 0, sizeClassBytes: 16, nLines: 1, fields: [field] }]]) }]])]]),
});
const isTarget = (name: string): boolean => ["linux/386", "linux/amd64"].includes(name);

/** A baseline in which one line has two forms, as git leaves it in either style. */
function inConflict(line: string, ours: string, theirs: string, base?: string): string {
  return sound.replace(line, `<<<<<<< HEAD\n${ours}${base === undefined ? "" : `||||||| 1234567\n${base}`}=======\n${theirs}>>>>>>> other\n`);
}

const select = '  "select": ["./..."],\n';
const [a, b] = ['  "select": ["./a"],\n', '  "select": ["./b"],\n'];

function told(text: string): string {
  const read = readBaseline(text, isTarget);
  if (!("damage" in read)) return "sound";
  const { kind, message, start } = read.damage;
  return `${kind}, line ${text.slice(0, start).split("\n").length}: ${message}`;
}

test.each([
  ["two sides", inConflict(select, a, b)],
  ["two sides and what they come from", inConflict(select, a, b, select)],
  ["ends of lines as Windows has them", inConflict(select, a, b).replaceAll("\n", "\r\n")],
  ["both files as wholes", `<<<<<<< HEAD\n${sound.replace(select, a)}=======\n${sound.replace(select, b)}>>>>>>> other\n`],
])("both sides of a conflict are read: %s", (_, text) => {
  const read = readBaseline(text, isTarget);
  expect(told(text)).toMatch(/^conflicted, line \d+: This baseline holds the marks of a merge conflict\.$/);
  expect("conflict" in read ? [read.conflict?.ours.selection.packages, read.conflict?.theirs.selection.packages] : null).toEqual([["./a"], ["./b"]]);
});

const layout = '        "linux/amd64": {\n';
const type = '      "Ring": {\n';

test.each([
  ["a layout for a target that the joined head has no longer", inConflict(layout, '        "linux/386 linux/amd64": {\n', layout)],
  ["a struct that git left in a conflict and beside it", sound.replace(type, `<<<<<<< HEAD\n      "Ring": {\n        "/": "example.com/q.Ring"},\n=======\n>>>>>>> other\n${type}`)],
])("what git joins without anybody's fault is no damage: %s", (_, text) => expect(told(text)).toMatch(/^conflicted/));

test.each([
  ["no end", inConflict(select, a, b).replace(/^>.*\n/m, ""), "torn, line 6: This mark of a merge conflict, <<<<<<<, stands without the others: a conflict is <<<<<<<, =======, >>>>>>>, each on a line of its own."],
  ["no middle", inConflict(select, a, b).replace(/^=.*\n/m, ""), "torn, line 9: This mark of a merge conflict, >>>>>>>, stands without the others"],
  ["no beginning", inConflict(select, a, b).replace(/^<.*\n/m, ""), "torn, line 7: This mark of a merge conflict, =======, stands without the others"],
  ["one in another", inConflict(select, inConflict(select, a, b), b), "torn, line 12: This mark"],
  ["a target that Go has not, on one side", inConflict('  "targets": ["linux/amd64"],\n', '  "targets": ["linux/amd64"],\n', '  "targets": ["linux/amd46"],\n'), "torn, line 7: \"linux/amd46\" is no target that Go has a port for."],
  ["a layout for such a target", inConflict(layout, layout, layout.replace("amd64", "amd46")), "torn, line 16: The layout is for linux/amd46, which \"targets\" does not name."],
  ["a value of another type", inConflict(select, a, '  "select": "./b",\n'), "torn, line 9: select must be a list."],
  ["a key twice on one side", inConflict(select, a + a, b), "torn, line 8: \"select\" is here a second time; the first one is on line 6."],
  ["cut off behind the conflict", inConflict(select, a, b).slice(0, 420), "torn, line 18: This baseline ends before it is complete."],
  ["damage far from the conflict", inConflict(select, a, b).replace('"offsetBytes": 0', '"offsetBytes": -1'), "torn, line 20: offsetBytes must be a whole number from 0."],
  ["a newer form on one side", inConflict('  "schemaVersion": 1,\n', '  "schemaVersion": 1,\n', '  "schemaVersion": 2,\n'), "newer, line 5: This baseline has schema version 2"],
])("more wrong than the conflict: %s", (_, text, expected) => expect(told(text)).toContain(expected));
