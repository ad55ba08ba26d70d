import type { Disk } from "./disk.js";
import { homeFolder, type ProcessEnv } from "./environment.js";
import { compareGoVersions, type GoVersion, parseGoVersion } from "./go-version.js";
import { cleanPath, joinPath, parentPath, splitPathList } from "./paths.js";

/** A Go installation: `path` is its GOROOT. */
export type Installation = { readonly path: string; readonly version: GoVersion };

export type GorootSearch = { readonly env: ProcessEnv; readonly gorootSetting: string; readonly askGo?: (() => string | undefined) | undefined };

/** The Go installation that the `go` command of this environment would use, without running it; and where was looked. */
export function findGoroot(disk: Disk, search: GorootSearch): { readonly found: Installation | undefined; readonly searched: readonly string[] } {
  const searched: string[] = [];
  for (const candidate of candidates(disk, search)) {
    searched.push(candidate);
    const found = installation(disk, candidate);
    if (found !== undefined) return { found, searched };
  }
  return { found: undefined, searched };
}

/** Other Go installations of this machine: those of `go install golang.org/dl/...` and switched toolchains of the module cache. */
export function otherInstallations(disk: Disk, { env, moduleCache }: { readonly env: ProcessEnv; readonly moduleCache: string }): readonly Installation[] {
  const places = sdkFolders(disk, env);
  const cached = moduleCache === "" ? [] : subfolders(disk, joinPath(moduleCache, "golang.org"), /^toolchain@v0\.0\.1-go1\./);
  return [...places, ...cached]
    .map((path) => installation(disk, path))
    .filter((found) => found !== undefined)
    .sort((a, b) => compareGoVersions(b.version.text, a.version.text));
}

function* candidates(disk: Disk, { env, gorootSetting, askGo }: GorootSearch): Generator<string> {
  if (gorootSetting !== "") yield cleanPath(gorootSetting);
  for (const folder of splitPathList(env["PATH"] ?? env["Path"] ?? "")) {
    const listing = disk.listing(cleanPath(folder));
    const name = typeof listing === "string" ? undefined : ["go", "go.exe"].find((file) => listing.files.has(file));
    if (name !== undefined) yield parentPath(parentPath(cleanPath(disk.fs.realPath(joinPath(cleanPath(folder), name)))));
  }
  yield* COMMON_PLACES;
  yield* sdkFolders(disk, env);
  yield* subfolders(disk, "/usr/lib", /^go-1\./);
  const asked = askGo?.();
  if (asked !== undefined && asked !== "") yield cleanPath(asked);
}

const COMMON_PLACES = [
  "/usr/local/go", "/usr/lib/go", "/usr/lib/golang", "/usr/local/opt/go/libexec", "/opt/homebrew/opt/go/libexec",
  "/home/linuxbrew/.linuxbrew/opt/go/libexec", "/opt/local/lib/go", "/snap/go/current", "C:/Program Files/Go", "C:/Go",
];

/** `~/sdk/go1.26.8`, and where GoLand and gvm put theirs; newest first. */
function sdkFolders(disk: Disk, env: ProcessEnv): readonly string[] {
  const home = homeFolder(env);
  if (home === "") return [];
  const versioned = [joinPath(home, "sdk"), joinPath(home, "go/sdk"), joinPath(home, ".gvm/gos")].flatMap((place) => subfolders(disk, place, /^go1\./));
  return [...versioned, joinPath(home, "go/sdk"), joinPath(home, ".local/go")];
}

function subfolders(disk: Disk, place: string, name: RegExp): readonly string[] {
  const listing = disk.listing(place);
  if (typeof listing === "string") return [];
  const names = listing.folders.map((folder) => folder.name).filter((folder) => name.test(folder));
  const version = (folder: string): string => /go-?(1\.[0-9a-z.]+)/.exec(folder)?.[1] ?? "";
  return names.sort((a, b) => compareGoVersions(version(b), version(a))).map((folder) => joinPath(place, folder));
}

/** A folder is a GOROOT when it holds the runtime's sources; its version is in VERSION, of a development tree in internal/goversion. */
function installation(disk: Disk, path: string): Installation | undefined {
  if (!disk.hasGoFiles(joinPath(path, "src/runtime"))) return undefined;
  const [first = ""] = (disk.text(joinPath(path, "VERSION")) ?? "").split("\n");
  const version = parseGoVersion(/go1\.\S*/.exec(first)?.[0] ?? "");
  if (version !== "invalid") return { path, version };
  const minor = /const Version = ([0-9]+)/.exec(disk.text(joinPath(path, "src/internal/goversion/goversion.go")) ?? "")?.[1];
  return minor === undefined ? undefined : { path, version: { text: `1.${minor}`, minor: Number(minor) } };
}
