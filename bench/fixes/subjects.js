// Copies of what fixes are tried on: the standard library in a GOROOT of its own, and modules out of the module cache.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Modules that go wherever they are in the module cache; the first version there is taken. */
export const moduleNames = ["github.com/prometheus/prometheus@v0.315.0", "github.com/nats-io/nats-server/v2@v2.10.22", "google.golang.org/grpc@v1.60.0", "k8s.io/client-go@v0.31.3", "github.com/prometheus/client_golang@v1.24.1"];

/** Of packages whose tests take an hour or more, those that are run. */
const someTests = { "github.com/nats-io/nats-server/v2@v2.10.22": { server: "Sublist|Parse|ConfigReload|Opts" } };

/** To build all of these takes a quarter of an hour: what did not change and leads to nothing that did is left out. */
const large = ["github.com/prometheus/prometheus@v0.315.0"];

/** Runs a program to its end; `status` is null when it ran out of time. */
export function run(program, args, { cwd, env, seconds = 900 }) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 28, timeout: seconds * 1000 });
  return { status, stdout: stdout ?? "", stderr: stderr ?? "" };
}

const base = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "-buildvcs=false", GOWORK: "off", CGO_ENABLED: "0" };

/** GOROOT, copied; its packages for users, and no commands. */
export function copyStd(scratch) {
  const goroot = goEnv("GOROOT");
  const copy = join(scratch, "go");
  cpSync(goroot, copy, { recursive: true, filter: (path) => !path.startsWith(join(goroot, "test")) && !path.includes("/pkg/mod") });
  const env = { ...base, GOROOT: copy, PATH: `${join(copy, "bin")}:${process.env.PATH}` };
  const cwd = join(copy, "src");
  const patterns = run("go", ["list", "std"], { cwd, env }).stdout.split("\n").filter((path) => path !== "" && path !== "unsafe" && !/(^|\/)(internal|vendor|runtime)(\/|$)/.test(path));
  // Ten packages at least are tested, whatever is fixed.
  const more = ["encoding/json", "encoding/xml", "net/http", "net/http/httptest", "go/types", "go/build", "crypto/tls", "crypto/x509", "html/template", "debug/dwarf", "text/template", "net/rpc"];
  return { name: "std", cwd, env, patterns, build: ["std"], vet: patterns, more };
}

/** A module of the cache, copied and made writable; null where it is not there. */
export function copyModule(scratch, name) {
  const at = name.lastIndexOf("@");
  const folder = join(goEnv("GOMODCACHE"), `${name.slice(0, at).replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)}${name.slice(at)}`);
  if (!existsSync(folder)) return null;
  const cwd = join(scratch, name.replaceAll("/", "_"));
  mkdirSync(scratch, { recursive: true });
  cpSync(folder, cwd, { recursive: true });
  run("chmod", ["-R", "u+w", cwd], {});
  // It lists modules that are not published along.
  rmSync(join(cwd, "go.work"), { force: true });
  return existsSync(join(cwd, "go.mod")) ? { name, cwd, env: { ...base, GOFLAGS: "-buildvcs=false -mod=mod" }, patterns: ["./..."], build: ["./..."], vet: ["./..."], someTests: someTests[name] ?? {}, isLarge: large.includes(name) } : null;
}

/** The module path of a copy. */
export function modulePath({ cwd }) {
  return /^module\s+(\S+)/m.exec(readFileSync(join(cwd, "go.mod"), "utf8"))?.[1] ?? "";
}

function goEnv(name) {
  return run("go", ["env", name], { env: base }).stdout.trim();
}
