// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load, SladdError } from "../js/sladd.js";
import { CLEAN, MASKED, throughput } from "./messages.js";

const MODULE = new URL("../dist/sladd.wasm", import.meta.url);
const sladd = await load(MODULE);

test("texts are masked, with offsets of JavaScript", () => {
  for (const [text, masked, labels] of MASKED) {
    const scrubbed = sladd.scrub(text);
    assert.equal(scrubbed.text, masked);
    assert.deepEqual(scrubbed.findings.map(({ label }) => label), labels);
    // What stands outside of the findings is the same on both sides.
    let [read, written, rebuilt] = [0, 0, ""];
    for (const { start, end, replacement } of scrubbed.findings) {
      assert.equal(text.slice(read, start), masked.slice(written, replacement[0]));
      assert.match(masked.slice(...replacement), /^\[[^\]]+\]$/);
      [read, written] = [end, replacement[1]];
    }
    assert.equal(text.slice(read), masked.slice(written), rebuilt);
  }
});

test("a text without personal data comes back itself", () => {
  for (const text of [...CLEAN, "", " ", "\ud800 halvt tegn"]) {
    assert.deepEqual(sladd.scrub(text), { text, findings: [] });
    assert.deepEqual(sladd.find(text), []);
    assert.deepEqual(sladd.advise(text), []);
  }
});

test("the same as the program of the crate writes", async () => {
  const folder = new URL("../../data/", import.meta.url);
  const [chat, masked] = await Promise.all(["chat.txt", "chat.masked.txt"].map((name) => readFile(new URL(name, folder), "utf8")));
  const lines = (/** @type {string | undefined} */ text) => (text ?? "").split("\n");
  assert.deepEqual(lines(chat).map((line) => sladd.scrub(line).text), lines(masked));
});

test("explanations name evidence and hold none of the text", () => {
  const [number, name] = sladd.explain("fnr 110379 66640 til gunnhild myklebust");
  assert.ok(number && name);
  assert.deepEqual(number.checks, [{ name: "control-digit-1", passed: true }, { name: "control-digit-2", passed: true }]);
  assert.ok(number.cues.includes("national-id"));
  assert.ok(name.evidence.length > 0);
  assert.doesNotMatch(JSON.stringify([number, name]), /110379|gunnhild|myklebust/i);
});

test("advice speaks three languages", () => {
  const say = (/** @type {import("../js/sladd.js").Language | undefined} */ language) => sladd.advise("Ring 412 00 000", language)[0]?.sentence ?? "";
  assert.match(say(undefined), /^Det ser ut som du har skrevet et telefonnummer/);
  assert.match(say("nynorsk"), /eit telefonnummer/);
  assert.match(say("english"), /^It looks/);
});

test("nothing of a text stays in the memory of the module", async () => {
  const kept = /** @type {{exports?: WebAssembly.Exports}} */ ({});
  const { Instance } = WebAssembly;
  // The memory is private to the loader: the test looks over its shoulder.
  WebAssembly.Instance = /** @type {any} */ (
    class extends Instance {
      /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
      constructor(module, imports) {
        super(module, imports);
        kept.exports = this.exports;
      }
    }
  );
  try {
    const watched = await load(MODULE);
    const secret = "zq7kvx@example.no";
    for (const text of [`Skriv til ${secret}`, `${"æ".repeat(50_000)} ${secret}`]) {
      assert.match(watched.scrub(text).text, /\[E-POST\]$/);
      watched.explain(text);
      watched.advise(text);
    }
    const memory = /** @type {WebAssembly.Memory} */ (kept.exports?.["memory"]).buffer;
    assert.equal(Buffer.from(memory).indexOf("zq7kvx"), -1);
  } finally {
    WebAssembly.Instance = Instance;
  }
});

test("long and hostile texts", () => {
  for (const text of ["1".repeat(200_000), "a@".repeat(50_000), "\u0000\ufeff".repeat(10_000), "😀".repeat(50_000)]) {
    assert.equal(typeof sladd.scrub(text).text, "string");
  }
});

test("what is no module is an error that says so", async () => {
  await assert.rejects(load(new Uint8Array([0, 1, 2, 3])), SladdError);
  await assert.rejects(load(new URL("./missing.wasm", import.meta.url)), /cannot be loaded/);
});

test("a module whose words are broken is not loaded", async () => {
  const module = await readFile(MODULE);
  // Paths stand side by side only in the packed file; its coded words are behind them.
  const packed = module.indexOf("src/detectors/health/scope\0src/detectors/health/weights\0");
  assert.ok(packed > 0);
  const broken = Buffer.from(module);
  broken[packed + 100_000] = ~(broken[packed + 100_000] ?? 0);
  await assert.rejects(load(broken), SladdError);
});

test("throughput, in processor time", () => {
  const seconds = () => process.cpuUsage().user / 1e6;
  const clean = throughput(sladd, CLEAN, seconds);
  const dirty = throughput(sladd, MASKED.map(([text]) => text), seconds);
  console.log(`node: ${clean.toFixed(2)} MB/s of messages without personal data, ${dirty.toFixed(2)} MB/s of messages full of them`);
  // Far below what any machine does: it fails when something has become quadratic, not when the machine is busy.
  assert.ok(clean > 0.5 && dirty > 0.05);
});
