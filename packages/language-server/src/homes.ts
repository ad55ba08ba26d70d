import { nodeFileSystem } from "@cachelint/host";

/** Where a file is judged from, as the command line would be run. */
export type Home = {
  /** The folder of the module; that of the file where it belongs to none. */
  readonly cwd: string;
  /** What the whole check looks at. */
  readonly all: string;
  /** The package of the file. */
  readonly own: string;
};

/** The nearest folder with a go.mod, on the disk or in an editor. */
export function homeOf(path: string, texts: ReadonlyMap<string, string>): Home {
  const folder = parentOf(path);
  for (let at = folder; ; at = parentOf(at)) {
    const mod = at === "/" ? "/go.mod" : `${at}/go.mod`;
    if (texts.has(mod) || "text" in nodeFileSystem.readText(mod)) return { cwd: at, all: "./...", own: at === folder ? "." : `.${folder.slice(at === "/" ? 0 : at.length)}` };
    if (parentOf(at) === at) return { cwd: folder, all: path, own: path };
  }
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return path;
  return slash === 0 ? "/" : path.slice(0, slash);
}
