// @ts-check
// What the citizen's page does when something fails: the scrubber, the network, the server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, sendAnyway, skip, start, warning, write } from "./service.js";

/** @type {Awaited<ReturnType<typeof start>>} */ let service;
before(async () => {
  if (!skip) service = await start({ RETENTION_DAYS: "14" });
});
after(() => service?.stop());

/**
 * A page that fetches something else than it asks for.
 * @param {string} what
 * @param {(route: import("playwright-core").Route) => unknown} instead
 */
async function openWith(what, instead) {
  const page = await service.open("/icon.svg");
  /** @type {string[]} */
  const sent = [];
  page.on("request", (request) => request.url().endsWith("/messages") && sent.push(request.postData() ?? ""));
  await page.route(what, instead);
  await page.goto(service.address);
  return { page, sent };
}

test("without the scrubber the page says that it does not warn, and goes on", { skip }, async () => {
  for (const file of ["**/sladd.js", "**/sladd.wasm"]) {
    const { page, sent } = await openWith(file, (route) => route.fulfill({ status: 404 }));
    await page.getByText("Nettleseren din får ikke sett etter personopplysninger").waitFor();
    assert.equal(await page.getByText("Nettleseren din ser etter personopplysninger").isVisible(), false);
    await page.getByText("Samtalen slettes 14 dager etter at den er avsluttet.").waitFor();
    await begin(page);
    await write(page, "Ring 412 00 000");
    await page.getByText("Lagret som: Ring [TELEFON]").waitFor();
    assert.equal(sent.length, 1);
    await page.context().close();
  }
});

test("what the scrubber cannot mask is not sent before its writer knows", { skip }, async () => {
  const body = `export const load = async () => ({
    advise: () => [{ sentence: "Det ser ut som du har skrevet noe." }],
    find: () => [],
    scrub: () => { throw new Error("stopped"); },
  });`;
  const { page, sent } = await openWith("**/sladd.js", (route) => route.fulfill({ contentType: "text/javascript", body }));
  await begin(page);
  await write(page, "Ring 412 00 000");
  await page.getByText("den er ikke sendt").waitFor();
  assert.equal(await warning(page).isVisible(), false, "a choice that could not be kept");
  assert.deepEqual(sent, []);
  assert.equal(await page.getByRole("textbox").inputValue(), "Ring 412 00 000");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Lagret som: Ring [TELEFON]").waitFor();
  await page.context().close();
});

test("a message does not wait for the scrubber for ever", { skip }, async () => {
  const { page, sent } = await openWith("**/sladd.wasm", () => {});
  await begin(page);
  await write(page, "Ring 412 00 000");
  await page.getByText("Ser etter personopplysninger …").waitFor();
  await page.getByText("den er ikke sendt").waitFor();
  assert.deepEqual(sent, []);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Lagret som: Ring [TELEFON]").waitFor();
  await page.context().close();
});

test("a chat that cannot be opened is not taken for none", { skip }, async () => {
  const page = await service.open();
  await begin(page);
  await sendAnyway(page, "Ring 412 00 000");
  for (const instead of [
    /** @param {import("playwright-core").Route} route */ (route) => route.abort(),
    /** @param {import("playwright-core").Route} route */ (route) => route.fulfill({ status: 500, contentType: "application/json", body: '{"error":"broken"}' }),
  ]) {
    await page.route("**/api/chat", instead);
    await page.reload();
    await page.getByText("Vi får ikke åpnet siden akkurat nå.").waitFor();
    assert.equal(await page.getByRole("checkbox").count(), 0, "a new chat would take its place");
    await page.unroute("**/api/chat");
    await page.getByRole("button", { name: "Prøv igjen" }).click();
    await page.getByText("Lagret som: Ring [TELEFON]").waitFor();
  }
  await page.context().close();
});

test("events that are refused are asked for again, and the page says so", { skip }, async () => {
  const page = await service.open();
  let refused = 0;
  await page.route("**/api/chat/events", (route) => (refused++ < 2 ? route.fulfill({ status: 503 }) : route.continue()));
  await begin(page);
  await page.getByText("Kontakten med tjenesten er brutt.").waitFor();
  await page.getByText("Kontakten med tjenesten er brutt.").waitFor({ state: "hidden" });
  assert.equal(refused, 3);
  await page.context().close();
});

test("a message that the server cannot keep is said not to be sent, in both languages", { skip }, async () => {
  const page = await service.open();
  await begin(page);
  await page.route("**/api/chat/messages", (route) => route.fulfill({ status: 503, contentType: "application/json", body: '{"error":"unstored"}' }));
  await write(page, "Hva er fristen?");
  await page.getByText("kan ikke ta imot mer. Meldingen er ikke sendt.").waitFor();
  assert.equal(await page.getByRole("textbox").inputValue(), "Hva er fristen?");
  await page.getByRole("button", { name: "Nynorsk" }).click();
  await write(page, "Hva er fristen?");
  await page.getByText("kan ikkje ta imot meir. Meldinga er ikkje send.").waitFor();
  assert.equal(await page.locator(".message.own").count(), 0);
  await page.context().close();
});

test("a chat that the server cannot delete yet is left, and not said to be deleted", { skip }, async () => {
  const page = await service.open();
  await begin(page);
  await sendAnyway(page, "Ring 412 00 000");
  /** @param {import("playwright-core").Route} route */
  const refuse = (route) => route.fulfill({ status: 503, contentType: "application/json", body: '{"error":"deleting"}' });
  await page.route("**/api/chat", refuse);
  const left = async () => {
    await page.getByText("vi har ikke fått slettet den ennå").waitFor();
    assert.equal(await page.locator(".message").count(), 0);
    assert.equal(await page.getByText("Samtalen er slettet.").count(), 0);
    assert.equal(await page.getByRole("textbox").count(), 0);
  };
  await page.getByRole("button", { name: "Slett samtalen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Slett samtalen" }).click();
  await left();
  await page.reload();
  await left();
  await page.context().close();
});

test("no page has thrown anything", { skip }, () => {
  assert.deepEqual(service.faults.filter((fault) => !fault.startsWith("Failed to load resource")), []);
});
