import type { StructMap } from "@cachelint/language-server";
import { draw } from "./draw.js";

// Runs in the webview: the extension sends a map whenever the cursor enters another struct, or the text changes.
const root = document.getElementById("root");
if (root !== null) {
  draw(root, null);
  window.addEventListener("message", ({ data }: MessageEvent<{ readonly map: StructMap | null }>) => draw(root, data.map));
}
