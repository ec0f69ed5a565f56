// @ts-check
// What a page has to fetch. Two thirds of it are dictionaries and weights, packed.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGET = { gzip: 770_000, brotli: 715_000 };

test("the module stays within what a page may cost", async () => {
  const module = await readFile(new URL("../dist/sladd.wasm", import.meta.url));
  const gzip = gzipSync(module, { level: 9 }).length;
  const brotli = brotliCompressSync(module, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: module.length },
  }).length;
  console.log(`sladd.wasm: ${module.length} bytes, gzip -9 ${gzip}, brotli -q 11 ${brotli}`);
  assert.ok(gzip <= BUDGET.gzip, `gzip makes ${gzip} bytes of it, the budget is ${BUDGET.gzip}`);
  assert.ok(brotli <= BUDGET.brotli, `brotli makes ${brotli} bytes of it, the budget is ${BUDGET.brotli}`);
});
