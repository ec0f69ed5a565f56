// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, logIn, sendAnyway, skip, start } from "./service.js";

/** @param {Awaited<ReturnType<typeof start>>} service */
async function inChat(service) {
  const [citizen, adviser] = [await service.open(), await service.open("/radgiver")];
  await citizen.getByText("Når samtalen er over, sladdes den").waitFor();
  await begin(citizen);
  await sendAnyway(citizen, "Jeg heter Kari Nordvik, kodeordet er blåveisbukett");
  await citizen.getByRole("button", { name: "Snakk med en rådgiver" }).click();
  await logIn(adviser);
  await adviser.getByRole("button", { name: /^Samtale/ }).click();
  await adviser.getByText("Jeg heter Kari Nordvik").waitFor();
  assert.doesNotMatch(service.written(), /Nordvik|blåveisbukett/);
  return { citizen, adviser };
}

test("masked later: what was read leaves the screens with the end, and is deleted when a new chat begins", { skip }, async () => {
  const service = await start({ MASKING: "900" });
  const { citizen, adviser } = await inChat(service);
  await citizen.getByRole("button", { name: "Avslutt samtalen" }).click();
  await citizen.getByText("Samtalen er avsluttet.").waitFor();
  for (const page of [citizen, adviser]) {
    await page.waitForFunction(() => !document.body.textContent?.includes("Nordvik"));
  }
  assert.match(service.written(), /blåveisbukett/);
  assert.doesNotMatch(service.written(), /Nordvik/);
  // The retention job has let it go; its citizen still has it.
  await adviser.getByRole("heading", { name: "Samtalen er avsluttet" }).waitFor();
  await citizen.reload();
  await citizen.getByText("Jeg heter [NAVN], kodeordet er blåveisbukett").waitFor();

  const sure = citizen.getByRole("dialog", { name: "Vil du starte en ny samtale?" });
  for (const choice of ["Avbryt", "Slett og start en ny"]) {
    await citizen.getByRole("button", { name: "Start en ny samtale" }).click();
    await citizen.getByRole("checkbox").check();
    await citizen.getByRole("button", { name: "Start samtalen" }).click();
    await sure.waitFor();
    assert.match(service.written(), /blåveisbukett/);
    await sure.getByRole("button", { name: choice }).click();
    await citizen.getByText(choice === "Avbryt" ? "kodeordet er blåveisbukett" : "Roboten svarer.").waitFor();
  }
  assert.doesNotMatch(service.written(), /blåveisbukett/);
  assert.deepEqual(service.faults, []);
  await service.stop();
});

test("masked later: what nobody ends is masked in time, on every screen", { skip }, async () => {
  const service = await start({ MASKING: "6" });
  const { citizen, adviser } = await inChat(service);
  await adviser.getByText("Jeg heter [NAVN], kodeordet er blåveisbukett").waitFor();
  await citizen.getByText("Jeg heter [NAVN], kodeordet er blåveisbukett").waitFor();
  assert.doesNotMatch(service.written(), /Nordvik/);
  assert.deepEqual(service.faults, []);
  await service.stop();
});
