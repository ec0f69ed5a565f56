// @ts-check
// Debian's Chromium, by playwright-core.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
export const isThere = existsSync(CHROMIUM);

export const launch = () =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
