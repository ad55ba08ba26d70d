import { nearestWord } from "./nearest-word.js";

test.each([
  ["alow", "allow"],
  ["isolated", "isolate"],
  ["toghether", "together"],
  ["hto", "hot"],
  ["ignore", null],
  ["", null],
])("%j is nearest to %j", (word, nearest) => expect(nearestWord(word, ["allow", "hot", "isolate", "together"])).toBe(nearest));
