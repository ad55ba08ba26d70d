import type { LiveStruct, LiveView, ShownTouch } from "@cachelint/host";
import { showText } from "@cachelint/report";
import { type Hole, holesOf, layoutsOf } from "../layout-facts.js";
import { isWrite } from "./hover.js";

/** A struct's layouts as `cachelint show` prints them; all of the file's where no struct is given. */
export function layoutText(view: LiveView, struct: LiveStruct | null): string {
  const structs = struct === null ? view.structs : [struct];
  const text = [...showText(structs.flatMap(({ shown }) => shown))].join("");
  return text === "" ? "// No structs are declared here.\n" : text;
}

/** What a picture of a struct needs: one map a layout, plain data. */
export type StructMap = {
  readonly name: string;
  readonly importPath: string;
  readonly layouts: readonly MappedLayout[];
  /** Why there is no layout; empty where there is one. */
  readonly unknown: string;
};

export type MappedLayout = {
  readonly targets: readonly string[];
  readonly lineBytes: number;
  readonly sizeBytes: number;
  readonly alignBytes: number;
  readonly sizeClassBytes: number | null;
  readonly pointerBytes: number | null;
  readonly fields: readonly MappedField[];
  readonly holes: readonly Hole[];
};

export type MappedField = { readonly name: string; readonly type: string; readonly offsetBytes: number; readonly sizeBytes: number; readonly writers: readonly MappedTouch[]; readonly readers: readonly MappedTouch[] };
export type MappedTouch = { readonly functionName: string; readonly access: string; readonly file: string; readonly line: number };

/** A struct with who touches its fields. */
export function structMap({ facts, shown }: LiveStruct, touches: readonly ShownTouch[]): StructMap {
  const touched = (field: string, wantsWrites: boolean): readonly MappedTouch[] =>
    touches.filter((touch) => touch.field === field && isWrite(touch) === wantsWrites).map(({ functionName, access, file, line }) => ({ functionName, access, file, line }));
  const [unknown] = shown.flatMap(({ layout }) => layout.unknowns);
  const layouts = layoutsOf(shown);
  return {
    name: facts.name,
    importPath: facts.importPath,
    layouts: layouts.map(({ layout, lineBytes, targets }) => ({
      targets, lineBytes, sizeBytes: layout.sizeBytes, alignBytes: layout.alignBytes, sizeClassBytes: layout.sizeClassBytes, pointerBytes: layout.pointerBytes, holes: holesOf(layout),
      fields: layout.fields.map(({ name, type, offsetBytes, sizeBytes }) => ({ name, type, offsetBytes, sizeBytes, writers: touched(name, true), readers: touched(name, false) })),
    })),
    unknown: layouts.length === 0 && unknown !== undefined ? `${unknown.reason}: ${unknown.detail}` : "",
  };
}
