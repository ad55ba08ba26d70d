import { arrayOf, type Member, scalar } from "../go-types.js";
import { padNames } from "../pads.js";
import type { Sketch } from "../sketch.js";
import type { PairPlan } from "./plan.js";
import type { Separate } from "./shape.js";

const byte = scalar("byte", 1);

/** Pads that leave two words where they share a line: by what went wrong with them. */
export function badPads(sketch: Sketch, plan: PairPlan): Separate {
  const name = padNames(sketch);
  const pad = (n: number, length?: string): Member => ({ name: name(), type: arrayOf(n, byte, length) });
  const blunder = plan.form.split(":")[1]!;
  return (members, isHot) => {
    const [first] = members.filter(isHot);
    const around = (gap: readonly Member[]): readonly Member[] => members.flatMap((member) => (member === first ? [member, ...gap] : [member]));
    switch (blunder) {
      case "too-small":
        return around([pad(sketch.draw.pick([8, 16, 24, 32]))]);
      case "words-as-bytes":
        return around([pad(7, sketch.draw.pick(["7", "8 - 1"]))]);
      case "operand":
        // The size of the wrong thing leaves a rest of a few bytes.
        return around([pad(64 - 48, "64 - unsafe.Sizeof([3]string{})")]);
      case "before-only":
        return [pad(64), ...members];
      case "after-only":
        return [...members, pad(64)];
      default:
        return [pad(64), ...members, pad(64)];
    }
  };
}
