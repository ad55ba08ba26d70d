/*
 * What the server answers to `cachelint/structMap`, as packages/language-server/src/features/layout.ts has it. The webview
 * runs in a browser, so that nothing of the server can be imported.
 */

export type StructMap = { readonly name: string; readonly importPath: string; readonly layouts: readonly MappedLayout[]; readonly unknown: string };

export type MappedLayout = {
  readonly targets: readonly string[];
  readonly lineBytes: number;
  readonly sizeBytes: number;
  readonly alignBytes: number;
  readonly sizeClassBytes: number | null;
  readonly pointerBytes: number | null;
  readonly fields: readonly MappedField[];
  readonly holes: readonly { readonly offsetBytes: number; readonly sizeBytes: number; readonly isPadding: boolean }[];
};

export type MappedField = { readonly name: string; readonly type: string; readonly offsetBytes: number; readonly sizeBytes: number; readonly writers: readonly MappedTouch[]; readonly readers: readonly MappedTouch[] };
export type MappedTouch = { readonly functionName: string; readonly access: string; readonly file: string; readonly line: number };
