// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, shoot, skip, start, TOKEN, write } from "./service.js";

/** @type {Awaited<ReturnType<typeof start>>} */ let service;
before(async () => {
  if (!skip) service = await start();
});
after(() => service?.stop());

/** @param {import("playwright-core").Page} page */
async function logIn(page) {
  await page.getByLabel("Adgangsnøkkel").fill("feil nøkkel som er lang nok");
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.getByText("Adgangsnøkkelen er feil").waitFor();
  await page.getByLabel("Adgangsnøkkel").fill(TOKEN);
  await page.getByRole("button", { name: "Logg inn" }).click();
}

/** @param {import("playwright-core").Page} page @param {string} text */
async function sendAnyway(page, text) {
  await write(page, text);
  await page.getByRole("button", { name: "Send likevel" }).click();
  await page.locator(".message.own .text", { hasText: text }).waitFor();
}

test("a citizen is handed over to an adviser, who sees masked text only", { skip }, async () => {
  const [citizen, adviser] = [await service.open(), await service.open("/radgiver")];
  await logIn(adviser);
  await adviser.getByText("Ingen venter.").waitFor();

  await begin(citizen);
  await sendAnyway(citizen, "Jeg heter Kari Nordvik");
  await citizen.getByRole("button", { name: "Snakk med en rådgiver" }).click();
  await citizen.getByText("Du venter på en rådgiver.").waitFor();

  await adviser.getByText("1 venter.").waitFor();
  await adviser.getByRole("button", { name: /^Samtale/ }).click();
  await adviser.getByText("Jeg heter [NAVN]").waitFor();
  assert.equal(await adviser.getByRole("textbox").count(), 0, "an answer before the chat is taken");
  await adviser.getByRole("button", { name: "Ta samtalen" }).click();
  await citizen.getByText("En rådgiver svarer.").waitFor();

  await write(adviser, "Hei! Hva kan jeg hjelpe med?");
  await citizen.getByText("Hei! Hva kan jeg hjelpe med?").waitFor();
  // The rest of the number changes what the adviser has on the screen of the first half.
  await sendAnyway(citizen, "fødselsnummeret mitt er 110379");
  await adviser.getByText("fødselsnummeret mitt er").waitFor();
  await write(citizen, "66640");
  const send = citizen.getByRole("button", { name: "Send likevel" });
  await send.or(citizen.locator(".message.own .text", { hasText: "66640" })).first().waitFor();
  if (await send.isVisible()) await send.click();
  await adviser.getByText("fødselsnummeret mitt er [FØDSELSNUMMER]").waitFor();
  await shoot(adviser, "adviser-desk");
  assert.doesNotMatch((await adviser.locator("body").textContent()) ?? "", /Nordvik|110379|66640/);

  await adviser.getByRole("button", { name: "Avslutt samtalen" }).click();
  await citizen.getByText("Samtalen er avsluttet.").waitFor();
  await shoot(citizen, "ended-desk");
  assert.doesNotMatch(service.written(), /Nordvik|110379|66640/);
  await Promise.all([citizen.context().close(), adviser.context().close()]);
});

test("a citizen who deletes the chat takes it from the adviser's screen", { skip }, async () => {
  const [citizen, adviser] = [await service.open(), await service.open("/radgiver", { viewport: { width: 360, height: 740 } })];
  await logIn(adviser);
  await begin(citizen);
  await sendAnyway(citizen, "Skriv til kari@example.no");
  await citizen.getByRole("button", { name: "Snakk med en rådgiver" }).click();
  await adviser.getByRole("button", { name: /^Samtale/ }).click();
  await adviser.getByText("Skriv til [E-POST]").waitFor();
  await shoot(adviser, "adviser-phone");
  assert.ok(await adviser.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await citizen.getByRole("button", { name: "Slett samtalen" }).click();
  await citizen.getByRole("dialog").getByRole("button", { name: "Slett samtalen" }).click();
  await adviser.getByText("Samtalen er slettet av innbyggeren").waitFor();
  assert.equal(await adviser.locator("#log .message").count(), 0);
  await Promise.all([citizen.context().close(), adviser.context().close()]);
});

test("the statistics are drawn for advisers", { skip }, async () => {
  for (const [name, width] of /** @type {const} */ ([["desk", 1280], ["phone", 360]])) {
    const page = await service.open("/statistikk", { viewport: { width, height: 800 } });
    await logIn(page);
    await page.getByRole("heading", { name: "Samtaler med sladdede personopplysninger" }).waitFor();
    await page.getByRole("img", { name: "Antall samtaler" }).waitFor();
    for (const [kind, count] of [["Navn", "1"], ["Fødselsnummer", "1"], ["E-postadresse", "1"]]) {
      assert.equal(await page.getByRole("row", { name: kind }).getByRole("cell").first().textContent(), count);
    }
    await shoot(page, `statistics-${name}`);
    const wide = await page.evaluate(() => [...document.querySelectorAll("main *, .bar *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1).map((element) => element.outerHTML));
    assert.deepEqual(wide, []);
    await page.context().close();
  }
});

test("nothing failed on any page and nothing was fetched from elsewhere", { skip }, () => {
  assert.deepEqual(service.faults, []);
});
