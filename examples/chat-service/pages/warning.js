// @ts-check
// Says before a message is sent what personal data stands in it. The message does not leave the page for that.
import { element, make, Refused } from "./page.js";

/** So long a message waits for the scrubber to be loaded. */
const LONGEST_WAIT = 8000;

const dialog = element("warning", HTMLDialogElement);
const preview = element("warning-text", HTMLParagraphElement);
const sentences = element("warning-advice", HTMLUListElement);

/** @type {import("/sladd.js").Sladd | null} */
let sladd = null;
let isMissing = false;
/** The text that could not be looked at, and whose writer has been told. */
let told = "";

/**
 * Loading begins with the page; nobody waits for it until the first message is to be sent. It is no part of the page
 * that cannot be done without: a page whose scrubber is missing says so and goes on.
 */
export const loading = import("/sladd.js")
  .then(({ load }) => load("/sladd.wasm"))
  .then(
    (ready) => void (sladd = ready),
    () => void (isMissing = true),
  );

/** Whether nobody can be warned. */
export const cannotWarn = () => isMissing;

/**
 * What is to be sent, and which kinds were hidden in it: the text as it is, masked, or nothing because it is to be edited.
 * A text that cannot be looked at is refused once, so that its writer knows.
 * @param {string} text
 * @param {"nb" | "nn"} language
 * @param {(isWaiting: boolean) => void} waits
 * @returns {Promise<{text: string, hidden: string[]} | null>}
 */
export async function confirmed(text, language, waits) {
  const asItIs = { text, hidden: [] };
  // The page has said so; the server masks all the same.
  if (isMissing) return asItIs;
  if (sladd === null && told !== text) {
    waits(true);
    await Promise.race([loading, new Promise((over) => setTimeout(over, LONGEST_WAIT))]);
    waits(false);
  }
  const looked = look(text, language);
  if (looked === null && told !== text) {
    told = text;
    throw new Refused("unchecked");
  }
  if (looked === null || looked.advice.length === 0) return asItIs;
  show(text, looked.findings, looked.advice);
  const choice = await chosen();
  if (choice === "send") return asItIs;
  return choice === "mask" ? looked.masked : null;
}

/**
 * Everything that the choice needs, before it is put: what the writer has chosen to hide must not fail to be hidden.
 * @param {string} text
 * @param {"nb" | "nn"} language
 */
function look(text, language) {
  if (sladd === null) return null;
  try {
    const advice = sladd.advise(text, language === "nn" ? "nynorsk" : "bokmal");
    const masked = sladd.scrub(text);
    const hidden = [...new Set(masked.findings.map(({ label }) => label))];
    return { advice, findings: sladd.find(text), masked: { text: masked.text, hidden } };
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @param {{start: number, end: number}[]} findings
 * @param {{sentence: string}[]} advice
 */
function show(text, findings, advice) {
  /** @type {(string | Node)[]} */
  const parts = [];
  let read = 0;
  for (const { start, end } of findings) {
    parts.push(text.slice(read, start), make("mark", text.slice(start, end)));
    read = end;
  }
  preview.replaceChildren(...parts, text.slice(read));
  sentences.replaceChildren(...advice.map(({ sentence }) => make("li", sentence)));
}

/** @returns {Promise<string>} */
function chosen() {
  return new Promise((done) => {
    /** @param {MouseEvent} event */
    const press = (event) => {
      if (event.target instanceof HTMLButtonElement) dialog.close(event.target.value);
    };
    dialog.returnValue = "edit";
    dialog.addEventListener("click", press);
    dialog.addEventListener(
      "close",
      () => {
        dialog.removeEventListener("click", press);
        preview.replaceChildren();
        done(dialog.returnValue || "edit");
      },
      { once: true },
    );
    dialog.showModal();
  });
}
