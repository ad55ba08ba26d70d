import type { Access, Fn, Program } from "@cachelint/access";

/** An access to something at a root, with its paths from there. */
export type At = { readonly access: Access; readonly paths: readonly string[] };

/** What is done at one root, in order and by function. */
export type AccessesAt = { readonly all: readonly At[]; readonly byFn: ReadonlyMap<Fn, readonly At[]> };

const known = new WeakMap<Program, Map<string, AccessesAt>>();

/** The accesses of a program at a root, looked through once for all targets and rules. */
export function accessesAt(program: Program, root: string): AccessesAt {
  const ofProgram = known.get(program) ?? new Map<string, AccessesAt>();
  known.set(program, ofProgram);
  const accesses = ofProgram.get(root) ?? collect(program, root);
  ofProgram.set(root, accesses);
  return accesses;
}

function collect(program: Program, root: string): AccessesAt {
  const all: At[] = [];
  const byFn = new Map<Fn, At[]>();
  for (const access of program.byRoot.get(root) ?? []) {
    const at: At = { access, paths: pathsFrom(root, access) };
    all.push(at);
    const own = byFn.get(access.fn);
    if (own) own.push(at);
    else byFn.set(access.fn, [at]);
  }
  return { all, byFn };
}

function pathsFrom(root: string, { ref: { views } }: Access): readonly string[] {
  const paths: string[] = [];
  for (const view of views) if (view.root === root && !paths.includes(view.path)) paths.push(view.path);
  return paths;
}
