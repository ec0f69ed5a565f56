// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../tools/serve.js";
import { isThere, launch } from "./chromium.js";
import { CLEAN, MASKED, throughput } from "./messages.js";

const skip = isThere ? false : "CHROMIUM IS NOT INSTALLED: nothing was tried in a browser";
if (skip) console.error(skip);

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {Awaited<ReturnType<typeof launch>>} */ let browser;
before(async () => {
  if (skip) return;
  server = await serve(0);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(options) {
  const page = await browser.newPage(options);
  // A machine that builds something else at the same time is slow, not broken.
  page.setDefaultTimeout(120_000);
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(server.url);
  await page.locator("html[data-ready=yes]").waitFor();
  return { page, faults, asked };
}

test("it masks in Chromium as in node, at a speed", { skip }, async () => {
  const { page } = await open({ bypassCSP: true });
  const { masked, clean, dirty, loaded } = await page.evaluate(
    async ({ texts, clean, throughput }) => {
      const { load } = await import(`${location.origin}/sladd.js`);
      const started = performance.now();
      const sladd = await load();
      const loaded = performance.now() - started;
      const measure = new Function(`return ${throughput}`)();
      return { loaded, masked: texts.map((text) => sladd.scrub(text).text), clean: measure(sladd, clean, () => performance.now() / 1000), dirty: measure(sladd, texts, () => performance.now() / 1000) };
    },
    { texts: MASKED.map(([text]) => text), clean: CLEAN, throughput: throughput.toString() },
  );
  assert.deepEqual(masked, MASKED.map(([, masked]) => masked));
  console.log(`Chromium: loaded in ${loaded.toFixed(0)} ms, ${clean.toFixed(2)} MB/s without personal data, ${dirty.toFixed(2)} MB/s full of them (by the clock)`);
  await page.close();
});

test("the demo marks what is typed and says why", { skip }, async () => {
  const { page, faults, asked } = await open();
  const text = page.getByRole("textbox", { name: "Meldingen" });
  await text.fill("");
  await page.getByText("0 funn").waitFor();
  await text.pressSequentially("fnr 110379 66640 og tlf 412 00 000");
  await page.getByText("2 funn").waitFor();
  assert.deepEqual(await page.locator("#marks mark").allTextContents(), ["110379 66640", "412 00 000"]);
  assert.equal(await page.locator("#masked").textContent(), "fnr [FØDSELSNUMMER] og tlf [TELEFON]");
  assert.match((await page.locator("#findings li").first().textContent()) ?? "", /fødselsnummer, sikkert.*første kontrollsiffer stemmer/);
  await page.getByLabel("Språk for rådene").selectOption("nynorsk");
  await page.getByText("Det ser ut som du har skrive eit fødselsnummer").waitFor();
  // A mark lies where its letters lie: both boxes break their lines alike.
  const heights = await page.evaluate(() => ["marks", "text"].map((id) => document.getElementById(id)?.clientHeight));
  assert.equal(heights[0], heights[1]);
  assert.deepEqual(faults, []);
  assert.ok(asked.every((url) => url.startsWith(server.url) || url.startsWith("data:")), "something was fetched from elsewhere");
  assert.ok(asked.every((url) => !url.includes("110379")));
  await page.close();
});

test("the demo fits a phone and a desk", { skip }, async () => {
  for (const [name, width, height] of /** @type {const} */ ([["phone", 360, 780], ["desk", 1280, 900]])) {
    const { page } = await open({ viewport: { width, height } });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
    if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/demo-${name}.png`, fullPage: true });
    await page.close();
  }
});
