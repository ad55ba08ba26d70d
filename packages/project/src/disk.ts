import { type FileHeader, readFileHeader } from "./file-header.js";
import type { DirectoryEntry, FileProblem, FileSystem } from "./model.js";
import { baseName, parentPath } from "./paths.js";

/** A folder as this room needs it. */
export type Listing = {
  /** Names of regular files. */
  readonly files: ReadonlySet<string>;
  /** Go files the go command looks at, in byte order. */
  readonly goFiles: readonly string[];
  readonly folders: readonly DirectoryEntry[];
};
export type SourceFile = { readonly text: string; readonly header: FileHeader };

/** The file system with memory: no folder is listed and no file read twice. Lives as long as its workspace. */
export class Disk {
  readonly fs: FileSystem;
  readonly #listings = new Map<string, Listing | FileProblem>();
  readonly #sources = new Map<string, SourceFile | FileProblem>();
  readonly #texts = new Map<string, string | undefined>();

  constructor(fs: FileSystem) {
    this.fs = fs;
  }

  listing(directory: string): Listing | FileProblem {
    const known = this.#listings.get(directory);
    if (known !== undefined) return known;
    const read = this.fs.readDirectory(directory);
    const listing = "problem" in read ? read.problem : makeListing(read.entries);
    this.#listings.set(directory, listing);
    return listing;
  }

  /** A Go file's text and head. */
  source(path: string): SourceFile | FileProblem {
    const known = this.#sources.get(path);
    if (known !== undefined) return known;
    const read = this.fs.readText(path);
    const source = "problem" in read ? read.problem : { text: read.text, header: readFileHeader(read.text) };
    this.#sources.set(path, source);
    return source;
  }

  /** The text of a small file such as go.mod, where it can be read. */
  text(path: string): string | undefined {
    if (this.#texts.has(path)) return this.#texts.get(path);
    const read = this.fs.readText(path);
    const text = "problem" in read ? undefined : read.text;
    this.#texts.set(path, text);
    return text;
  }

  hasFile(path: string): boolean {
    const listing = this.listing(parentPath(path));
    return typeof listing !== "string" && listing.files.has(baseName(path));
  }

  isFolder(path: string): boolean {
    return typeof this.listing(path) !== "string";
  }

  hasGoFiles(directory: string): boolean {
    const listing = this.listing(directory);
    return typeof listing !== "string" && 0 < listing.goFiles.length;
  }

  /** Forgets the text of one file. */
  forgetText(path: string): void {
    this.#sources.delete(path);
    this.#texts.delete(path);
  }

  /** Forgets what was read of a path, its folder and all below it. */
  forget(path: string): void {
    this.#listings.delete(parentPath(path));
    for (const map of [this.#listings, this.#sources, this.#texts]) {
      for (const known of map.keys()) if (known === path || known.startsWith(`${path}/`)) map.delete(known);
    }
  }
}

function makeListing(entries: readonly DirectoryEntry[]): Listing {
  const files = entries.filter(({ kind }) => kind === "file").map(({ name }) => name);
  const goFiles = files.filter((name) => name.endsWith(".go") && !name.startsWith("_") && !name.startsWith("."));
  return { files: new Set(files), goFiles, folders: entries.filter(({ kind }) => kind === "directory") };
}
