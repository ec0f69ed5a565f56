// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { begin, shoot, skip, start, warning, write } from "./service.js";

/** @type {Awaited<ReturnType<typeof start>>} */ let service;
before(async () => {
  if (!skip) service = await start();
});
after(() => service?.stop());

/** @param {import("playwright-core").Page} page */
const messages = (page) => page.locator("#log .message .text").allTextContents();

test("consent comes first, in both languages, by keyboard alone", { skip }, async () => {
  const page = await service.open();
  await page.getByRole("heading", { name: "Spør oss om offentlige tjenester" }).waitFor();
  assert.equal(await page.getByRole("textbox").count(), 0);
  await shoot(page, "consent-desk");
  await page.getByRole("button", { name: "Start samtalen" }).click();
  await page.getByText("Du må samtykke før du kan begynne.").waitFor();
  await page.getByRole("button", { name: "Nynorsk" }).click();
  await page.getByRole("heading", { name: "Spør oss om offentlege tenester" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "nn");
  await page.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Kva lurer du på?").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Kva er fristen for skattemeldinga?");
  await page.keyboard.press("Enter");
  await page.getByText("seinast 30. april").or(page.getByText("Fristen for å levere er 30. april")).waitFor();
  await page.context().close();
});

test("the page warns before a message is sent: mask, edit, send anyway", { skip }, async () => {
  const page = await service.open();
  /** @type {string[]} */
  const sent = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.postData() ?? ""));
  await begin(page);

  await write(page, "Jeg heter Kari Nordvik, fnr 110379 66640. Hvordan bestiller jeg pass?");
  await warning(page).waitFor();
  assert.deepEqual(await warning(page).locator("mark").allTextContents(), ["Kari Nordvik", "110379 66640"]);
  await warning(page).getByText("Det ser ut som du har skrevet et fødselsnummer.").waitFor();
  const described = await warning(page).evaluate((dialog) => document.getElementById(dialog.getAttribute("aria-describedby") ?? "")?.textContent);
  assert.match(described ?? "", /fødselsnummer/);
  await shoot(page, "warning-desk");
  assert.equal(sent.length, 1, "something was sent before the choice");

  await warning(page).getByRole("button", { name: "Rediger" }).click();
  assert.match(await page.getByRole("textbox").inputValue(), /110379 66640/);
  await page.getByRole("textbox").press("Enter");
  await warning(page).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(sent.length, 1, "Escape does not send");

  await page.getByRole("textbox").press("Enter");
  await warning(page).getByRole("button", { name: "Skjul og send" }).click();
  await page.getByText("Pass og nasjonalt ID-kort").waitFor();
  assert.equal(JSON.parse(sent[1] ?? "").text, "Jeg heter [NAVN], fnr [FØDSELSNUMMER]. Hvordan bestiller jeg pass?");

  await write(page, "Ring meg på 412 00 000");
  await warning(page).getByRole("button", { name: "Send likevel" }).click();
  await page.getByText("Lagret som: Ring meg på [TELEFON]").waitFor();
  assert.equal(JSON.parse(sent[2] ?? "").text, "Ring meg på 412 00 000");
  assert.doesNotMatch(service.written(), /Nordvik|66640|412 00 000/);

  await write(page, "Takk for hjelpen");
  await page.getByText("Takk for hjelpen").waitFor();
  assert.equal(await warning(page).count(), 0);
  await shoot(page, "chat-desk");
  await page.context().close();
});

test("a number in two messages is masked in both", { skip }, async () => {
  const page = await service.open();
  await begin(page);
  for (const half of ["fødselsnummeret mitt er 110379", "66640"]) {
    await write(page, half);
    const send = warning(page).getByRole("button", { name: "Send likevel" });
    await send.or(page.locator(".message.own .text", { hasText: half })).first().waitFor();
    if (await send.isVisible()) await send.click();
    await page.locator(".message.own .text", { hasText: half }).waitFor();
  }
  await page.getByText("Lagret som: fødselsnummeret mitt er [FØDSELSNUMMER]").waitFor();
  await page.getByText("Lagret som: [FØDSELSNUMMER]").waitFor();
  // What is read again and has not changed is not put anew: it would be read aloud again.
  await page.evaluate(() => document.querySelectorAll("#log .message").forEach((message, at) => Object.assign(message, { at })));
  await page.getByRole("button", { name: "Bokmål" }).click();
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("#log .message")].map((message) => /** @type {any} */ (message).at)), [0, 1, 2, 3, 4]);
  assert.doesNotMatch(service.written(), /110379|66640/);
  await page.context().close();
});

test("download, end, delete, withdraw", { skip }, async () => {
  const page = await service.open();
  const download = async () => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Last ned" }).click()]);
    assert.equal(file.suggestedFilename(), "samtale.txt");
    return readFile(await file.path(), "utf8");
  };
  await begin(page);
  await write(page, "kodeordet er blåveisbukett, ring 412 00 000");
  await warning(page).getByRole("button", { name: "Send likevel" }).click();
  await page.getByText("Lagret som:").waitFor();
  assert.match(await download(), /^Du: kodeordet er blåveisbukett, ring 412 00 000$/m);
  // After a new start of the page the chat is still there.
  await page.reload();
  await page.getByText("Lagret som:").waitFor();
  await page.getByRole("button", { name: "Avslutt samtalen" }).click();
  await page.getByText("Samtalen er avsluttet.").waitFor();
  assert.match(await download(), /^Du: kodeordet er blåveisbukett, ring \[TELEFON\]$/m);
  await page.getByRole("button", { name: "Slett samtalen" }).click();
  const sure = page.getByRole("dialog", { name: "Vil du slette samtalen?" });
  await sure.getByRole("button", { name: "Avbryt" }).click();
  assert.match(service.written(), /blåveisbukett/);
  await page.getByRole("button", { name: "Slett samtalen" }).click();
  await sure.getByRole("button", { name: "Slett samtalen" }).click();
  await page.getByText("Samtalen er slettet.").waitFor();
  assert.doesNotMatch(service.written(), /blåveisbukett/);
  assert.equal((await messages(page)).length, 0);

  await begin(page);
  await write(page, "kodeordet er hestehov");
  await page.locator(".message.own").waitFor();
  await page.getByRole("button", { name: "Trekk samtykket" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Trekk samtykket" }).click();
  await page.getByText("Samtykket er trukket, og samtalen er slettet.").waitFor();
  assert.doesNotMatch(service.written(), /hestehov/);
  assert.equal(await page.getByRole("textbox").count(), 0);
  await page.context().close();
});

test("a phone is wide enough, and what one presses is large enough", { skip }, async () => {
  const page = await service.open("/", { viewport: { width: 360, height: 740 }, hasTouch: true });
  const fits = async (/** @type {string} */ where) => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${where} scrolls sideways`);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, a.button")]
        .map((button) => ({ text: button.textContent, box: button.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < 36 || box.width < 36))
        .map(({ text }) => text),
    );
    assert.deepEqual(small, [], where);
    await shoot(page, `${where}-phone`);
  };
  await page.getByRole("heading", { level: 1 }).waitFor();
  await fits("consent");
  await begin(page);
  await write(page, "Jeg heter Kari Nordvik, ring 412 00 000 om flytting");
  await warning(page).waitFor();
  await fits("warning");
  await warning(page).getByRole("button", { name: "Send likevel" }).click();
  await page.getByText("Lagret som:").waitFor();
  await page.getByText("Flytting melder du").waitFor();
  // The last message is seen when it has scrolled there.
  await page.waitForFunction(() => {
    const log = /** @type {HTMLElement} */ (document.querySelector("[role=log]"));
    return log.scrollHeight - log.scrollTop - log.clientHeight < 8;
  });
  await fits("chat");
  await page.context().close();
});

test("text stands out from its ground, and everything has a name", { skip }, async () => {
  const page = await service.open();
  await begin(page);
  await write(page, "Ring 412 00 000");
  await warning(page).getByRole("button", { name: "Send likevel" }).click();
  await page.getByText("Lagret som:").waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).hover();
  const hovered = await page.getByRole("button", { name: "Send", exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor);
  assert.equal(hovered, "rgb(8, 58, 84)", "red is for what deletes");
  const poor = await page.evaluate(() => {
    /** @param {string} colour */
    const light = (colour) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const value = Number(part) / 255;
        return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    /** @param {Element | null} element @returns {string} */
    const ground = (element) => {
      if (!element) return "rgb(255, 255, 255)";
      const colour = getComputedStyle(element).backgroundColor;
      return /^rgb\(/.test(colour) ? colour : ground(element.parentElement);
    };
    return [...document.querySelectorAll("body *")]
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) && element.getClientRects().length > 0)
      .map((element) => {
        const [one, other] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
        return { text: element.textContent, ratio: ((one ?? 0) + 0.05) / ((other ?? 0) + 0.05) };
      })
      .filter(({ ratio }) => ratio < 4.5);
  });
  assert.deepEqual(poor, []);
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll("button, a, input, textarea, dialog, [role=log]")]
      .filter((element) => !(element.textContent?.trim() || element.getAttribute("aria-label") || /** @type {HTMLInputElement} */ (element).labels?.length || element.getAttribute("aria-labelledby")))
      .map((element) => element.outerHTML),
  );
  assert.deepEqual(nameless, []);
  await page.context().close();
});

test("nothing failed on any page and nothing was fetched from elsewhere", { skip }, () => {
  assert.deepEqual(service.faults, []);
});
