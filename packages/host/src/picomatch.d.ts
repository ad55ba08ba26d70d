declare module "picomatch" {
  /** The part of picomatch that is used here; it carries no types of its own. */
  export default function picomatch(globs: readonly string[], options: { readonly dot: boolean }): (path: string) => boolean;
}
