import type { Command } from "../command.js";
import { assert } from "./assert.js";
import { baseline } from "./baseline.js";
import { check } from "./check.js";
import { diff } from "./diff.js";
import { explain } from "./explain.js";
import { init } from "./init.js";
import { lsp } from "./lsp.js";
import { rules } from "./rules.js";
import { show } from "./show.js";

/** Every command, in the order of the help. Help, the reference and the parsing of flags follow from this table. */
export const commands: readonly Command[] = [check, show, baseline, diff, assert, init, rules, explain, lsp];
