// @ts-check
// Says before a message is sent what personal data stands in it. The message does not leave the page for that.
import { load } from "/sladd.js";
import { element, make } from "./page.js";

/** Loading begins with the page; nobody waits for it until the first message is to be sent. */
const loading = load("/sladd.wasm").catch(() => null);

const dialog = element("warning", HTMLDialogElement);
const preview = element("warning-text", HTMLParagraphElement);
const sentences = element("warning-advice", HTMLUListElement);

/**
 * What is to be sent: the text as it is, masked, or nothing because it is to be edited.
 * @param {string} text
 * @param {"nb" | "nn"} language
 * @returns {Promise<string | null>}
 */
export async function confirmed(text, language) {
  const sladd = await loading;
  // Without the scrubber nobody is warned; the server masks all the same.
  if (sladd === null) return text;
  try {
    const advice = sladd.advise(text, language === "nn" ? "nynorsk" : "bokmal");
    if (advice.length === 0) return text;
    show(text, sladd.find(text), advice);
    const choice = await chosen();
    if (choice === "send") return text;
    return choice === "mask" ? sladd.scrub(text).text : null;
  } catch {
    return text;
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
