// @ts-check
// Starts the program and Debian's Chromium.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const PROGRAM = process.env["SERVICE"] ?? new URL("../../target/debug/sladd-chat-service", import.meta.url).pathname;
const SHOTS = process.env["SCREENSHOTS"];
export const TOKEN = "a token of thirty-two characters";

export const skip = existsSync(CHROMIUM) ? false : "CHROMIUM IS NOT INSTALLED: nothing was tried in a browser";
if (skip) console.error(skip);

/** @param {Record<string, string>} [settings] */
export async function start(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "sladd-chat-"));
  const child = spawn(PROGRAM, {
    env: { ...process.env, ADDRESS: "127.0.0.1:0", DATABASE: join(folder, "chat.sqlite"), ADVISER_TOKEN: TOKEN, PER_MINUTE: "10000", SWEEP_SECONDS: "1", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (piece) => (log += piece));
  const address = await new Promise((found, failed) => {
    let out = "";
    child.stdout.on("data", (piece) => {
      out += piece;
      const port = /listening on http:\/\/[\d.]+:(\d+)/.exec(out)?.[1];
      if (port) found(`http://localhost:${port}`);
    });
    child.on("exit", () => failed(new Error(`the service stopped: ${log}`)));
  });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  /** @type {string[]} */
  const faults = [];
  return {
    address,
    faults,
    /** One person's browser. @param {import("playwright-core").BrowserContextOptions} [options] */
    async open(path = "/", options = {}) {
      const context = await browser.newContext({ locale: "nb-NO", acceptDownloads: true, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(120_000);
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("console", (message) => message.type() === "error" && !/status of (40[1349]|503)/.test(message.text()) && faults.push(message.text()));
      page.on("request", (request) => !/^(http:\/\/localhost:|data:|blob:)/.test(request.url()) && faults.push(`asked for ${request.url()}`));
      await page.goto(`${address}${path}`);
      return page;
    },
    /** Everything in the database, its log and the program's log. */
    written: () => readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString("utf8")).join("\n") + log,
    async stop() {
      await browser.close();
      const stopped = new Promise((done) => child.on("exit", done));
      child.kill();
      await stopped;
      rmSync(folder, { recursive: true });
    },
  };
}

/** @param {import("playwright-core").Page} page */
export async function begin(page) {
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Start samtalen" }).click();
  await page.getByText("Hva lurer du på?").waitFor();
}

/** @param {import("playwright-core").Page} page */
export const warning = (page) => page.getByRole("dialog", { name: "Vil du sende dette?" });

/** @param {import("playwright-core").Page} page */
export async function logIn(page) {
  await page.getByLabel("Adgangsnøkkel").fill(TOKEN);
  await page.getByRole("button", { name: "Logg inn" }).click();
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
export async function sendAnyway(page, text) {
  await write(page, text);
  await page.getByRole("button", { name: "Send likevel" }).click();
  await page.locator(".message.own .text", { hasText: text }).waitFor();
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
export async function write(page, text) {
  await page.getByRole("textbox").fill(text);
  await page.getByRole("textbox").press("Enter");
}

/**
 * For whoever looks at the pages: SCREENSHOTS says where.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
export async function shoot(page, name) {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}
