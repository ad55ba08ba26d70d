import { CACHE, ENV, scene } from "../test/scene.js";
import { displayPath } from "./display-path.js";

const workspace = scene("-- go.mod --\nmodule e.x/m\ngo 1.24\nreplace e.x/r => ../r\n-- /r/r.go --\npackage r\n");

test.each([
  ["/m", "/m/ring/ring.go", "ring/ring.go"],
  ["/m/sub", "/m/ring/ring.go", "e.x/m/ring/ring.go"],
  ["/", "/m/ring/ring.go", "m/ring/ring.go"],
  ["/m", "/go/src/sync/pool.go", "sync/pool.go"],
  ["/m", "/go/src/cmd/go/main.go", "cmd/go/main.go"],
  ["/m", `${CACHE}/e.x/!dep@v1.2.3/sub/x.go`, "e.x/Dep/sub/x.go"],
  ["/m", "/r/p/r.go", "e.x/r/p/r.go"],
  ["/m", "sync/std-table.go", "sync/std-table.go"],
  ["/m", "/m/vendor/e.x/v/v.go", "vendor/e.x/v/v.go"],
])("from %s, %s is %s", (base, file, expected) => {
  expect(displayPath(workspace, base, file)).toBe(expected);
});

test("vendored files outside the base go by their import path", () => {
  const vendored = scene("-- go.mod --\nmodule e.x/m\ngo 1.24\n-- vendor/modules.txt --\n", { env: ENV });
  expect(displayPath(vendored, "/elsewhere", "/m/vendor/e.x/v/v.go")).toBe("e.x/v/v.go");
});

test("Windows paths", () => {
  expect(displayPath(workspace, "C:\\repo", "C:\\repo\\ring\\ring.go")).toBe("ring/ring.go");
});
