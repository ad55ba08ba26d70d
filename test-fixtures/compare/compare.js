#!/usr/bin/env node
// Compares layouts with the compiler's.
//
//   compare.js [--allow-unknown REASON,...] [--strict-types] [--show N] truth.jsonl ours.jsonl

import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

const numbers = ["sizeBytes", "alignBytes", "pointerBytes", "sizeClassBytes"];
const fieldFacts = ["name", "offsetBytes", "sizeBytes", "alignBytes", "embedded"];

/** Reads one JSON value a line, from plain or gzipped text. */
export function readRows(file) {
  let bytes = readFileSync(file);
  if (file.endsWith(".gz")) bytes = gunzipSync(bytes);
  const rows = [];
  for (let start = 0; start < bytes.length; ) {
    let end = bytes.indexOf(10, start);
    if (end < 0) end = bytes.length;
    const line = bytes.toString("utf8", start, end).trim();
    if (line !== "") rows.push(JSON.parse(line));
    start = end + 1;
  }
  return rows;
}

const withoutQualifiers = (text) => text.replace(/[\p{L}_][\p{L}\p{N}_]*\./gu, "");

const instanceName = (name) => withoutQualifiers(name.replace(/\s+/g, ""));

function keyOf(row) {
  const place = [row.target, row.importPath, row.file, row.line];
  return JSON.stringify(row.kind === "instance" ? [...place, instanceName(row.name)] : [...place, row.column]);
}

/** Groups rows by key; a key may occur more than once. */
function group(rows) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const same = groups.get(key);
    if (same) same.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const describe = (row) => `${row.target} ${row.importPath} ${row.name} (${row.file}:${row.line}:${row.column})`;

const reasonsOf = (row) =>
  row.typeParameter ? ["type-parameter"] : [...new Set((row.unknown ?? []).map((unknown) => unknown.reason))];

/** Lists what differs between two layouts of one struct, type strings aside. */
function differences(truth, ours) {
  const found = [];
  const check = (what, expected, actual) => {
    if (expected !== actual) found.push(`${what} is ${actual}, should be ${expected}`);
  };
  for (const fact of numbers) check(fact, truth[fact], ours[fact]);
  check("number of fields", truth.fields.length, ours.fields?.length);
  truth.fields.forEach((field, i) => {
    for (const fact of fieldFacts) check(`field ${field.name}: ${fact}`, field[fact], ours.fields?.[i]?.[fact]);
  });
  return found;
}

/** Judges our rows by the compiler's. */
export function compare(truthRows, ourRows, { allowUnknown = [], strictTypes = false } = {}) {
  const report = {
    matched: 0, wrong: [], missed: [], invented: [], unknown: {}, forbidden: [], unjudged: 0,
    types: { compared: 0, differ: [], differOnlyInQualifiers: 0 },
  };
  const truths = group(truthRows);

  const judge = (truth, ours) => {
    const found = [];
    if (truth.kind !== ours.kind) found.push(`kind is ${ours.kind}, should be ${truth.kind}`);
    if (truth.name !== ours.name && (truth.kind === "named" || truth.kind === "local")) {
      found.push(`name is ${ours.name}, should be ${truth.name}`);
    }
    const reasons = reasonsOf(ours);
    if (truth.typeParameter) {
      if (!reasons.includes("type-parameter")) found.push("should be unknown: type-parameter");
    } else if (truth.unknown) {
      if (reasons.length === 0) report.unjudged++;
    } else if (reasons.includes("type-parameter")) {
      found.push("is unknown by type-parameter, but does not depend on one");
    } else if (reasons.length > 0) {
      for (const reason of reasons) report.unknown[reason] = (report.unknown[reason] ?? 0) + 1;
      const forbidden = ours.unknown.filter((unknown) => !allowUnknown.includes(unknown.reason));
      if (forbidden.length > 0) {
        report.forbidden.push(
          `${describe(truth)}: ${forbidden.map((u) => `${u.field ?? ""} ${u.reason} ${u.detail ?? ""}`).join("; ")}`,
        );
      }
      if (found.length === 0) return;
    } else {
      found.push(...differences(truth, ours));
      compareTypes(truth, ours);
    }
    if (found.length > 0) report.wrong.push(`${describe(truth)}: ${found.join("; ")}`);
    else report.matched++;
  };

  const compareTypes = (truth, ours) => {
    truth.fields.forEach((field, i) => {
      const type = ours.fields?.[i]?.type;
      report.types.compared++;
      if (type === field.type) return;
      if (type !== undefined && withoutQualifiers(type) === withoutQualifiers(field.type)) {
        report.types.differOnlyInQualifiers++;
      }
      report.types.differ.push(`${describe(truth)}: type of ${field.name} is ${type}, should be ${field.type}`);
    });
  };

  for (const row of ourRows) {
    const truth = truths.get(keyOf(row))?.shift();
    if (truth) judge(truth, row);
    else report.invented.push(describe(row));
  }
  for (const left of truths.values()) report.missed.push(...left.map(describe));

  report.ok =
    report.wrong.length + report.missed.length + report.invented.length + report.forbidden.length === 0 &&
    !(strictTypes && report.types.differ.length > 0);
  return report;
}

/** Writes a report as lines of text. */
export function format(report, show = 20) {
  const lines = [];
  const list = (title, items) => {
    lines.push(`${title}: ${items.length}`);
    lines.push(...items.slice(0, show).map((item) => `    ${item}`));
    if (items.length > show) lines.push(`    and ${items.length - show} more`);
  };
  lines.push(`matched: ${report.matched}`);
  list("wrong", report.wrong);
  list("missed", report.missed);
  list("invented", report.invented);
  const reasons = Object.entries(report.unknown).map(([reason, count]) => `${reason} ${count}`);
  lines.push(`unknown: ${reasons.join(", ") || 0}`);
  if (report.forbidden.length > 0) list("unknown without leave", report.forbidden);
  if (report.unjudged > 0) lines.push(`unjudged: ${report.unjudged}`);
  const { compared, differ, differOnlyInQualifiers } = report.types;
  list(`type strings compared: ${compared}, different only in qualifiers: ${differOnlyInQualifiers}, different`, differ);
  return lines.join("\n");
}

export const flags = {
  "allow-unknown": { type: "string", default: "" },
  "strict-types": { type: "boolean", default: false },
  show: { type: "string", default: "20" },
};

export const optionsOf = (values) => ({
  allowUnknown: values["allow-unknown"].split(",").filter(Boolean),
  strictTypes: values["strict-types"],
});

function main() {
  const { values, positionals } = parseArgs({ options: flags, allowPositionals: true });
  if (positionals.length !== 2) {
    console.error("usage: compare.js [--allow-unknown REASON,...] [--strict-types] [--show N] truth.jsonl ours.jsonl");
    process.exitCode = 2;
    return;
  }
  const [truth, ours] = positionals.map(readRows);
  const report = compare(truth, ours, optionsOf(values));
  console.log(format(report, Number(values.show)));
  process.exitCode = report.ok ? 0 : 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
