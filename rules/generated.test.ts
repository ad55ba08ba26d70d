import { allRules } from "@cachelint/rules";
import { staleFiles } from "../tools/generate.js";

// To mend it: npm run generate
test("what is generated from the rules is current", () => expect(staleFiles(allRules)).toEqual([]));
