// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, logIn, sendAnyway, shoot, skip, start, write } from "./service.js";

/** @type {Awaited<ReturnType<typeof start>>} */ let service;
before(async () => {
  if (!skip) service = await start();
});
after(() => service?.stop());

test("a citizen is handed over to an adviser, who sees masked text only", { skip }, async () => {
  const [citizen, adviser] = [await service.open(), await service.open("/radgiver")];
  await adviser.getByLabel("Adgangsnøkkel").fill("feil nøkkel som er lang nok");
  await adviser.getByRole("button", { name: "Logg inn" }).click();
  await adviser.getByText("Adgangsnøkkelen er feil").waitFor();
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
  await adviser.getByText("Samtalen er slettet").waitFor();
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

/** Two citizens who wait, one after the other, and the path of each among the adviser's. */
async function twoCitizens() {
  const citizens = [await service.open(), await service.open()];
  for (const [at, citizen] of citizens.entries()) {
    await begin(citizen);
    await write(citizen, `Hei fra nummer ${at + 1}`);
    await citizen.getByRole("button", { name: "Snakk med en rådgiver" }).click();
    await citizen.getByText("Du venter på en rådgiver.").waitFor();
  }
  return /** @type {[import("playwright-core").Page, import("playwright-core").Page]} */ (citizens);
}

/** @param {import("playwright-core").Page} adviser @param {number} at */
async function openChat(adviser, at) {
  // Which of the two is which shows in the chat only: the list holds none of the text.
  for (const button of await adviser.getByRole("button", { name: /^Samtale/ }).all()) {
    await button.click();
    await adviser.locator("#log .message").first().waitFor();
    if (await adviser.getByText(`Hei fra nummer ${at}`).isVisible()) return;
  }
  throw new Error(`no chat ${at}`);
}

test("what is written to one citizen never goes to another", { skip }, async () => {
  const [one, other] = await twoCitizens();
  const adviser = await service.open("/radgiver");
  await logIn(adviser);
  await adviser.getByText("2 venter.").waitFor();
  for (const at of [1, 2]) {
    await openChat(adviser, at);
    await adviser.getByRole("button", { name: "Ta samtalen" }).click();
    await adviser.getByRole("textbox").waitFor();
  }
  await openChat(adviser, 1);
  await adviser.getByRole("textbox").fill("Bare til den første");
  await openChat(adviser, 2);
  assert.equal(await adviser.getByRole("textbox").inputValue(), "");
  await openChat(adviser, 1);
  assert.equal(await adviser.getByRole("textbox").inputValue(), "Bare til den første");

  // The answer comes when another chat is open.
  /** @type {() => void} */
  let letGo = () => {};
  await adviser.route("**/messages", async (route) => {
    await new Promise((done) => (letGo = () => done(undefined)));
    await route.continue();
  });
  await adviser.getByRole("textbox").press("Enter");
  await openChat(adviser, 2);
  await adviser.getByRole("textbox").fill("Til den andre");
  letGo();
  await one.getByText("Bare til den første").waitFor();
  assert.equal(await adviser.getByText("Bare til den første").count(), 0);
  assert.equal(await adviser.getByRole("textbox").inputValue(), "Til den andre");
  assert.equal(await other.getByText("Bare til den første").count(), 0);
  await openChat(adviser, 1);
  assert.equal(await adviser.getByRole("textbox").inputValue(), "", "what was sent is no draft");
  for (const citizen of [one, other]) {
    await citizen.getByRole("button", { name: "Slett samtalen" }).click();
    await citizen.getByRole("dialog").getByRole("button", { name: "Slett samtalen" }).click();
    await citizen.getByText("Samtalen er slettet.").waitFor();
  }
  await Promise.all([one, other, adviser].map((page) => page.context().close()));
});

test("of two advisers one takes a chat; who logs out in one window is out in all", { skip }, async () => {
  const citizen = await service.open();
  await begin(citizen);
  await citizen.getByRole("button", { name: "Snakk med en rådgiver" }).click();
  const advisers = [await service.open("/radgiver"), await service.open("/radgiver")];
  for (const adviser of advisers) {
    await logIn(adviser);
    await adviser.getByRole("button", { name: /^Samtale/ }).click();
    await adviser.getByRole("button", { name: "Ta samtalen" }).waitFor();
  }
  const [fast, slow] = /** @type {[import("playwright-core").Page, import("playwright-core").Page]} */ (advisers);
  // Both press; one of them is slower on the way.
  /** @type {() => void} */
  let letGo = () => {};
  await slow.route("**/take", async (route) => {
    await new Promise((done) => (letGo = () => done(undefined)));
    await route.continue();
  });
  await slow.getByRole("button", { name: "Ta samtalen" }).click();
  await fast.getByRole("button", { name: "Ta samtalen" }).click();
  await fast.getByRole("textbox").waitFor();
  letGo();
  await slow.getByText("En annen rådgiver har tatt samtalen.").waitFor();

  const window = await fast.context().newPage();
  await window.goto(`${service.address}/radgiver`);
  await window.getByRole("button", { name: "Logg ut" }).click();
  await fast.getByLabel("Adgangsnøkkel").waitFor();
  assert.equal(await fast.locator("#log .message").count(), 0, "the chat stays on the screen");
  await Promise.all([citizen, fast, slow].map((page) => page.context().close()));
});

test("nothing failed on any page and nothing was fetched from elsewhere", { skip }, () => {
  assert.deepEqual(service.faults, []);
});
