// node pack.mjs table.json table.json.br: compresses the table and reads it back.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

const [from, to] = process.argv.slice(2);
const text = readFileSync(from);
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  },
});
if (!brotliDecompressSync(packed).equals(text)) throw new Error(`${to} would not unpack to ${from}`);
writeFileSync(to, packed);
console.log(`${to}: ${packed.length} bytes for ${text.length}`);
