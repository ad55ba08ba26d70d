import { expect, test } from "@jest/globals";
import { lint } from "../packages/lint/test/run.js";

const found = (text: string): readonly string[] => lint({ "a.go": `package a\n\nimport "sync/atomic"\n\n${text}` }, { isExhaustive: true }).filter(({ ruleId }) => ruleId === "false-sharing").map(({ fields }) => fields.join(" "));

const semaphores = "func semacquire(addr *uint32) {}\n\nfunc semrelease(addr *uint32) {}\n\nvar one, other uint32\n\n";
const counters = (first: string, last: string): string => `type Counters struct{ read, written atomic.Int64 }\n\nfunc (c *Counters) Read() {\n${first}\nc.read.Add(1)\n${last}\n}\n\nfunc (c *Counters) Write() { c.written.Add(1) }\n`;

test("what is added under a semaphore is seldom added", () => {
  expect(found(`${semaphores}${counters("", "")}`)).toEqual(["read written"]);
  expect(found(`${semaphores}${counters("semacquire(&one)", "semrelease(&one)")}`)).toEqual([]);
});

const flag = (nReaders: number): string => `type Tracer struct {\n\tenabled bool\n\tcalls atomic.Int64\n}\n\nvar tracer Tracer\n\nfunc Begin() { tracer.enabled = true }\n\nfunc Call() { tracer.calls.Add(1) }\n\n${Array.from({ length: nReaders }, (_, i) => `func Use${String(i)}() bool { return tracer.enabled }\n`).join("")}`;

test("a flag that something sets when it begins suffers where it is read everywhere", () => {
  expect(found(flag(24))).toEqual(["calls enabled"]);
  expect(found(flag(3))).toEqual([]);
});
