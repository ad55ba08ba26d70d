import type { Package, TypeObject, World } from "@cachelint/types";

/** The declared types that are used as the element of an array or slice type anywhere in some packages. */
export type ElementTypes = (world: World, packages: readonly Package[]) => ReadonlySet<TypeObject>;

/** FIXME: the types room is about to tell them apart; until then no type counts as an element. */
export const elementTypes: ElementTypes = () => new Set();
