import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Go's own source tree, where Go is installed. */
export const goroot: string | undefined = [process.env["GOROOT"], "/usr/local/go", "/usr/lib/go", "/usr/local/opt/go/libexec", "/opt/homebrew/opt/go/libexec", "C:\\Program Files\\Go"].find(
  (path) => path !== undefined && existsSync(join(path, "src", "fmt", "print.go")),
);

/** The Go files of some folders of GOROOT/src, tests included. */
export function goFilesOf(folders: readonly string[]): readonly { readonly path: string; readonly text: string }[] {
  return folders.flatMap((folder) => {
    const directory = join(goroot ?? "", "src", folder);
    if (!existsSync(directory)) return [];
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".go"))
      .map((entry) => ({ path: join(folder, entry.name), text: readFileSync(join(directory, entry.name), "utf8") }));
  });
}
