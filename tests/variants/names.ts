import type { Draw } from "./random.js";

/** Names that no two things of a program share. Nothing of their meaning may matter to a linter. */
export type Names = {
  readonly style: string;
  readonly type: () => string;
  readonly field: () => string;
  readonly func: () => string;
  /** A name of a package-level variable or constant, a folder, a package. */
  readonly word: () => string;
  readonly receiver: () => string;
};

// None of these speaks of life cycles, of faults or of padding: such words may tell something, and forms that want them say so.
const neutral = words(`amber basil cedar delta ember fable grove harbor iris jasper kelp lumen maple nectar onyx pebble quartz raven saffron
  tundra umber velvet willow yarrow zephyr anvil birch cobalt dune elm flint garnet hazel indigo juniper krill lotus marsh nimbus opal prairie
  quill reed slate thorn urchin violet wren yucca zinnia acorn brook clover drift egret fern gull heron inlet jetty knoll lagoon mesa newt otter`);
const domain = words(`order ticket packet frame batch route peer stream cursor region ledger quote basket parcel signal sample voucher tenant
  account folio invoice shipment session topic partition lease window bucket segment epoch quota budget credit token span metric gauge
  event payload record entry cell lane ring pipe relay broker feed channel worker planner mapper filter reader writer carrier tracker`);
const short = words("aa bq cx dz ek fw gj hy ip jv ks lt mu2 nq op2 px qz rk sv tw ux vy wz xa yb zc ab2 cd3 ef4 gh5 kk4 mm2 pp7 rr3 ss5 tt6 uu8 vv9");
const verbs = words(`offer poll take give feed push pull emit ship route admit note mark count touch visit apply handle accept deliver fetch
  claim grant hand pass move step spend earn tally observe record gather scatter follow serve answer ask hunt find rank`);
const misleading = words("set free release start register put get update refresh save renew check flush next wait signal");
const receivers = words("q r z b rb th self this obj me it own st");

const flavours = { neutral: [neutral, neutral], domain: [domain, verbs], misleading: [neutral, misleading], short: [short, short] } as const;

/** Draws a flavour of names, and names of it. */
export function createNames(draw: Draw): Names {
  const style = draw.weighed<keyof typeof flavours>([["neutral", 4], ["domain", 4], ["misleading", 1], ["short", 1]]);
  const [things, deeds] = flavours[style];
  const used = new Set<string>();
  const fresh = (from: readonly string[]): string => {
    for (let i = 0; ; i++) {
      const name = i < 20 ? draw.pick(from) : `${draw.pick(from)}${capital(draw.pick(neutral))}`;
      if (used.has(name.toLowerCase())) continue;
      used.add(name.toLowerCase());
      return name;
    }
  };
  return {
    style,
    type: () => (draw.chance(0.6) ? capital(fresh(things)) : fresh(things)),
    field: () => fresh(things),
    func: () => capital(fresh(deeds)),
    word: () => fresh(neutral),
    receiver: () => draw.pick(receivers),
  };
}

/** `amber` → `Amber`. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `Amber` → `amber`. */
export function small(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
