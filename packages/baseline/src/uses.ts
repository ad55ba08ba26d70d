import { type Access, type Program, readProgram, typeRoot } from "@cachelint/access";
import type { StructFacts } from "@cachelint/lint";
import { type Package, type Type, unalias, underlying, type World } from "@cachelint/types";

/** What functions do with structs. Bodies are read when the first question is asked, those of the struct's own package. */
export type FieldUses = {
  /** Whether somebody writes a field, or takes a lock in it, once the object is published. */
  readonly isWritten: (facts: StructFacts, field: string) => boolean;
  /** Whether functions of sync/atomic are called on a 64-bit word at a field, or in it. */
  readonly isAtomic64: (facts: StructFacts, field: string) => boolean;
  /** Whether some function writes a struct atomically or under a lock. */
  readonly isHot: (facts: StructFacts) => boolean;
};

/** Looks at the bodies of the packages that structs are declared in, as the first target of the run has them. */
export function fieldUses(): FieldUses {
  const [usual, whole] = [rememberPrograms({ isExhaustive: false }), rememberPrograms({ isExhaustive: true })];
  const accesses = ({ layouts: [first] }: StructFacts, programOf = usual): { readonly own: readonly Access[]; readonly root: string; readonly program: Program } | null => {
    if (first === undefined) return null;
    const { world } = first;
    const actual = unalias(first.type);
    if (actual.kind !== "named" || actual.object.pkg === null) return null;
    const program = programOf(world, actual.object.pkg);
    const root = typeRoot(actual.object);
    return { own: program.byRoot.get(root) ?? [], root, program };
  };
  const isAt = (access: Access, root: string, field: string): boolean => access.ref.views.some((view) => view.root === root && (view.path === `.${field}` || view.path.startsWith(`.${field}.`) || view.path.startsWith(`.${field}[`)));
  return {
    isWritten: (facts, field) => {
      // A word that nobody synchronises on is written by functions that are not read otherwise.
      const found = accesses(facts, whole);
      return found !== null && found.own.some((access) => isAt(access, found.root, field) && isWrite(access) && isLive(found.program, access));
    },
    isAtomic64: (facts, field) => {
      const found = accesses(facts);
      return found !== null && found.own.some((access) => isAt(access, found.root, field) && access.kind.startsWith("atomic-") && isPlain64(access.ref.type));
    },
    isHot: (facts) => {
      const found = accesses(facts);
      return found !== null && found.own.some((access) => isWrite(access) && isLive(found.program, access) && (access.kind !== "write" || 0 < access.locks.size));
    },
  };
}

function rememberPrograms({ isExhaustive }: { readonly isExhaustive: boolean }): (world: World, pkg: Package) => Program {
  const programs = new Map<World, Map<Package, Program>>();
  return (world, pkg) => {
    const ofWorld = programs.get(world) ?? new Map<Package, Program>();
    programs.set(world, ofWorld);
    const program = ofWorld.get(pkg) ?? readProgram(world, [pkg], { isExhaustive });
    ofWorld.set(pkg, program);
    return program;
  };
}

function isWrite({ kind }: Access): boolean {
  return kind !== "read" && kind !== "atomic-load";
}

/** After the object was published, and on no failing or closing path. */
function isLive(program: Program, { ref, isCold, fn }: Access): boolean {
  return !ref.isFresh && !isCold && program.links.get(fn)?.isAllCold !== true;
}

/** The types of sync/atomic are aligned by the compiler; plain words are not. */
function isPlain64(type: Type | null): boolean {
  const under = type && underlying(type);
  const actual = type && unalias(type);
  const isAtomicType = actual?.kind === "named" && /(?:^|\/)atomic$/.test(actual.object.pkg?.importPath ?? "");
  return under?.kind === "basic" && (under.name === "int64" || under.name === "uint64") && !isAtomicType;
}
