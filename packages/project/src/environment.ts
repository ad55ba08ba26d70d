import type { Disk } from "./disk.js";
import { type GoFlags, parseGoFlags } from "./go-flags.js";
import { cleanPath, isAbsolutePath, joinPath, resolvePath, splitPathList } from "./paths.js";

/** The process's environment variables. */
export type ProcessEnv = Readonly<Record<string, string | undefined>>;

/** Go's settings by name, empty where not set: process environment, then the `go env -w` file, then GOROOT/go.env. */
export type Environment = { readonly setting: (name: string) => string; readonly flags: GoFlags };

export function readEnvironment(disk: Disk, env: ProcessEnv, goroot: string | undefined): Environment {
  const layers = [userSettings(disk, env), goroot === undefined ? new Map<string, string>() : readSettings(disk.text(joinPath(goroot, "go.env")))];
  const setting = (name: string): string => env[name] || (layers.find((layer) => layer.get(name))?.get(name) ?? "");
  return { setting, flags: parseGoFlags(setting("GOFLAGS")) };
}

/** GOPATH as folders, `$HOME/go` where it is not set. */
export function gopathFolders(env: ProcessEnv, { setting }: Environment): readonly string[] {
  const list = splitPathList(setting("GOPATH")).filter(isAbsolutePath).map(cleanPath);
  const home = homeFolder(env);
  return 0 < list.length || home === "" ? list : [joinPath(home, "go")];
}

/** The module cache: GOMODCACHE, or `pkg/mod` in the first GOPATH; empty where neither is known. */
export function moduleCacheFolder(env: ProcessEnv, environment: Environment): string {
  const set = environment.setting("GOMODCACHE");
  if (set !== "") return cleanPath(set);
  const [first] = gopathFolders(env, environment);
  return first === undefined ? "" : joinPath(first, "pkg/mod");
}

export function homeFolder(env: ProcessEnv): string {
  const home = env["HOME"] || env["USERPROFILE"] || "";
  return home === "" ? "" : cleanPath(home);
}

/** The `go env -w` file: GOENV, or `go/env` in the user's configuration folder (os.UserConfigDir). */
function userSettings(disk: Disk, env: ProcessEnv): ReadonlyMap<string, string> {
  const set = env["GOENV"] ?? "";
  if (set === "off") return new Map();
  if (set !== "") return readSettings(disk.text(cleanPath(set)));
  const home = homeFolder(env);
  const folders = [env["AppData"] || env["APPDATA"], env["XDG_CONFIG_HOME"], home && joinPath(home, ".config"), home && joinPath(home, "Library/Application Support")];
  for (const folder of folders) {
    const text = folder ? disk.text(resolvePath(folder, "go/env")) : undefined;
    if (text !== undefined) return readSettings(text);
  }
  return new Map();
}

/** `NAME=value` lines; `#` begins a comment line. */
function readSettings(text: string | undefined): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const line of (text ?? "").split(/\r?\n/)) {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    if (match !== null) settings.set(match[1] ?? "", match[2] ?? "");
  }
  return settings;
}
