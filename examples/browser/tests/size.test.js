// @ts-check
// What a page has to fetch. Two thirds of it are dictionaries and weights, packed.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGETS = {
  small: { gzip: 700_000, brotli: 645_000 },
  // Rustup's target: the standard library as it is shipped, with its large sorts.
  shipped: { gzip: 735_000, brotli: 680_000 },
};

test("the module stays within what a page may cost", async () => {
  const library = (await readFile(new URL("../dist/standard-library.txt", import.meta.url), "utf8")).trim();
  const budget = BUDGETS[/** @type {keyof typeof BUDGETS} */ (library)];
  const module = await readFile(new URL("../dist/sladd.wasm", import.meta.url));
  const gzip = gzipSync(module, { level: 9 }).length;
  const brotli = brotliCompressSync(module, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: module.length },
  }).length;
  console.log(`sladd.wasm: ${module.length} bytes, gzip -9 ${gzip}, brotli -q 11 ${brotli}`);
  assert.ok(gzip <= budget.gzip, `gzip makes ${gzip} bytes of it, the budget is ${budget.gzip}`);
  assert.ok(brotli <= budget.brotli, `brotli makes ${brotli} bytes of it, the budget is ${budget.brotli}`);
});
