/** A small Go module, and what a default run must say of one of its types. */
export type Variant = {
  /** Unique within a seed and batch. */
  readonly name: string;
  readonly pattern: string;
  /** What was varied: dimension → value. `form` is the shape of the program within its pattern. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Path → text of the module `example.com/m`, go.mod among them. */
  readonly files: Readonly<Record<string, string>>;
  readonly goVersion: string;
  readonly expect: Expectation;
  /** Files of a dependency that the module does without; with them, the program compiles. */
  readonly absent: Readonly<Record<string, string>>;
  /** Go that compiles only where the layout is as the expectation takes it: folder → declarations of that package. */
  readonly claims: Readonly<Record<string, string>>;
};

export type Expectation =
  | {
      readonly kind: "flag";
      /** Any of them will do. */
      readonly rules: readonly string[];
      /** The type to be named, by any of these names; empty for package variables and for elements that have no name. */
      readonly type: string;
      readonly alsoTypes: readonly string[];
      /** What holds the elements, where elements share: `Holder.field`, or a variable. */
      readonly container: string | null;
      /** One of them must be named. */
      readonly fields: readonly string[];
      /** Told only to who asks for low confidence. */
      readonly isDoubtful?: boolean;
    }
  | { readonly kind: "silent"; readonly type: string; readonly alsoTypes: readonly string[]; readonly container: string | null; /** Package variables to be silent on. */ readonly fields: readonly string[] };

/** The rules that a silent program must not meet. */
export const sharingRules: readonly string[] = ["false-sharing", "false-sharing-elements", "false-sharing-globals", "ineffective-padding", "useless-padding"];
