// @ts-check
// What labels and evidence are called in the demo.

/** @type {Record<string, string>} */
export const LABELS = {
  fodselsnummer: "fødselsnummer", d_nummer: "D-nummer", h_nummer: "H-nummer", fh_nummer: "FH-nummer",
  synthetic_id: "syntetisk fødselsnummer", duf_nummer: "DUF-nummer", unverified_id: "mulig del av et ID-nummer",
  phone: "telefonnummer", email: "e-postadresse", address: "adresse", url: "lenke til en profil",
  user_handle: "brukernavn", ip_address: "IP-adresse", name: "navn", birth_date: "fødselsdato",
  bank_account: "kontonummer", iban: "IBAN", payment_card: "kortnummer", passport: "passnummer",
  licence_plate: "bilskilt", hpr_number: "HPR-nummer", case_number: "saksnummer",
  organisation_number: "organisasjonsnummer", health: "helseopplysning",
};

/** @type {Record<import("../js/sladd.js").Confidence, string>} */
export const CONFIDENCES = { certain: "sikkert", likely: "sannsynlig", possible: "mulig" };

/** @type {Record<string, string>} */
const CHECKS = {
  "control-digit-1": "første kontrollsiffer", "control-digit-1-from-2032": "første kontrollsiffer etter reglene fra 2032",
  "control-digit-2": "andre kontrollsiffer", duf: "kontrollsifrene i DUF-nummer", "account-mod-11": "kontonummerets kontrollsiffer",
  "iban-mod-97": "IBAN-ens kontrollsifre", "card-luhn": "kortets kontrollsiffer", "organisation-mod-11": "organisasjonsnummerets kontrollsiffer",
};

/**
 * The rows of an explanation.
 * @param {import("../js/sladd.js").Explanation} explanation
 * @returns {[string, string][]}
 */
export function rows(explanation) {
  /** @type {[string, string][]} */
  const all = [
    ["Regel", explanation.rule === explanation.detector ? explanation.detector : `${explanation.detector}: ${explanation.rule}`],
    ["Ord rundt", explanation.cues.join(", ")],
    ["Kontroll", explanation.checks.map(({ name, passed }) => `${CHECKS[name] ?? name} ${passed ? "stemmer" : "stemmer ikke"}`).join(", ")],
    ["Veid", explanation.evidence.slice(0, 6).map(({ question, weight }) => `${question} ${weight > 0 ? "+" : "−"}${Math.abs(weight)}`).join(", ")],
  ];
  return all.filter(([, value]) => value !== "");
}
