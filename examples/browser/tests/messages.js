// @ts-check
// Messages that both node and Chromium are asked about. Everybody in them is invented.

export const CLEAN = [
  "Hei, jeg lurer på hvordan jeg søker om barnehageplass til høsten, og når fristen er.",
  "Takk for hjelpen, det var veldig nyttig!",
  "Kan eg levere skattemeldinga på papir, eller må det vere på nett?",
  "Hvor lang er behandlingstiden for pass nå? Jeg skal reise i juli.",
];

/** @type {[string, string, string[]][]} */
export const MASKED = [
  ["fnr 110379 66640", "fnr [FØDSELSNUMMER]", ["fodselsnummer"]],
  ["😀👩‍👩‍👧 Ring 412 00 000 i dag", "😀👩‍👩‍👧 Ring [TELEFON] i dag", ["phone"]],
  ["Eg heiter Kari Nordvik og har migrene", "Eg heiter [NAVN] og har [HELSE]", ["name", "health"]],
  ["Skriv til kari@example.no", "Skriv til [E-POST]", ["email"]],
];

/**
 * Megabytes of UTF-8 scrubbed a second, over messages as they come.
 * @param {import("../js/sladd.js").Sladd} sladd
 * @param {string[]} messages
 * @param {() => number} seconds
 * @returns {number}
 */
export function throughput(sladd, messages, seconds) {
  const bytes = new TextEncoder().encode(messages.join("")).length;
  // Reading the clock costs as much as several messages.
  const passes = () => {
    for (let pass = 0; pass < 100; pass += 1) messages.forEach((message) => sladd.scrub(message));
  };
  // The engine compiles hot code anew for a while, in threads of its own whose time would be counted too.
  const warm = seconds();
  while (seconds() - warm < 2) passes();
  let hundreds = 0;
  const start = seconds();
  while (seconds() - start < 1) {
    passes();
    hundreds += 1;
  }
  return (bytes * hundreds * 100) / (seconds() - start) / 1e6;
}
