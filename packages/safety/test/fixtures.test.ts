import { expect, test } from "@jest/globals";
import { readFixtures, reasonOf, structIn } from "../../../tools/reorder-fixtures.js";
import type { HazardReason } from "../src/index.js";
import { hazardsOf } from "./scene.js";

/** All reasons, and what each weighs. */
const weights: Readonly<Record<HazardReason, "withholds" | "unsafe">> = {
  "unkeyed-literal": "withholds", conversion: "withholds", "identical-struct": "withholds", unsafe: "withholds", "size-in-use": "withholds", syscall: "withholds", cgo: "withholds", assembly: "withholds",
  linkname: "withholds", "host-layout": "withholds", "runtime-type": "withholds", "ordered-encoding": "withholds", reflection: "withholds", "atomic-alignment": "withholds", finalizer: "withholds", "declared-per-build": "withholds",
  frozen: "withholds", "author-says": "withholds", serialised: "unsafe", printed: "unsafe", comparison: "withholds", "open-to-others": "unsafe",
};
const reasons = Object.keys(weights) as readonly HazardReason[];

type Fixture = { readonly name: string; readonly files: Readonly<Record<string, string>>; readonly structName: string; readonly order: readonly string[]; readonly encoders: readonly string[] };
const fixtures: readonly Fixture[] = readFixtures();

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", (_, fixture) => {
  const reason = reasonOf(fixture, reasons) as HazardReason;
  const { path, start, end } = structIn(fixture);
  const fields = (fixture.files[path] ?? "").slice(start, end).split("\n").map((line) => /^\s*(\w+)/.exec(line)?.[1] ?? "");
  const hazards = hazardsOf(fixture.files, fixture.structName, { encoders: fixture.encoders, edit: { kind: "reorder", order: fixture.order.map((field) => fields.indexOf(field)) } });
  expect(hazards.filter((hazard) => hazard.reason === reason).map(({ weight }) => weight)).toContain(weights[reason]);
});

test("each reason has a module that shows it, but for what only the standard library can do", () => {
  const shown = new Set(fixtures.map((fixture) => reasonOf(fixture, reasons)));
  expect(reasons.filter((reason) => !shown.has(reason))).toEqual(["runtime-type"]);
});
