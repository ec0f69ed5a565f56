// @ts-check
// What both pages need: elements, requests, messages.

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page lacks ${id}`);
  return found;
}

/**
 * @param {string} tag
 * @param {string} [text]
 * @param {string} [className]
 * @returns {HTMLElement}
 */
export function make(tag, text = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** A request that was not done, with the server's code for why. */
export class Refused extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * @param {string} path
 * @param {string} [method]
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function ask(path, method = "GET", body) {
  /** @type {RequestInit} */
  const request = { method };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { "content-type": "application/json" };
  }
  const response = await fetch(path, request).catch(() => {
    throw new Refused("offline");
  });
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : null;
  if (!response.ok) throw new Refused(answer?.error ?? "broken");
  return answer;
}

/**
 * @typedef {object} Message
 * @property {number} number
 * @property {"user" | "bot" | "adviser"} role
 * @property {number} said
 * @property {string} text
 * @property {string} [stored]
 */

/**
 * Puts placeholders in boxes, so that one sees what is missing.
 * @param {HTMLElement} place
 * @param {string} text
 */
export function showMasked(place, text) {
  const parts = text.split(/(\[[A-ZÆØÅ][A-ZÆØÅ0-9-]*\])/);
  place.replaceChildren(...parts.map((part, at) => (at % 2 ? make("span", part, "masked") : part)));
}

/**
 * One message in the list, new or in place of the one with its number. What scrolls is the box that the list is in.
 * @param {HTMLElement} log
 * @param {Message} message
 * @param {{who: string, stored: string, own: boolean, locale: string}} words
 */
export function showMessage(log, message, { who, stored, own, locale }) {
  const item = make("li", "", own ? `message own ${message.role}` : `message ${message.role}`);
  item.dataset["number"] = String(message.number);
  const head = make("p", "", "who");
  const said = new Date(message.said * 1000);
  const time = make("time", said.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" }));
  time.setAttribute("datetime", said.toISOString());
  head.append(make("b", who), " ", time);
  const text = make("p", "", "text");
  showMasked(text, message.text);
  item.append(head, text);
  if (message.stored !== undefined && message.stored !== message.text) {
    const note = make("p", `${stored} `, "stored");
    const masked = make("span");
    showMasked(masked, message.stored);
    note.append(masked);
    item.append(note);
  }
  const old = log.querySelector(`[data-number="${message.number}"]`);
  // What is read again after a break is mostly what stands there: who is read aloud to does not hear it all once more.
  if (old?.isEqualNode(item)) return;
  const box = log.parentElement ?? log;
  if (old) {
    // What is stored of one of the last messages makes it longer: whoever sees the end goes on seeing it.
    const isLate = [...log.children].indexOf(old) >= log.children.length - 2;
    old.replaceWith(item);
    if (isLate) box.scrollTop = box.scrollHeight;
  } else {
    const next = [...log.children].find((other) => Number(/** @type {HTMLElement} */ (other).dataset["number"]) > message.number);
    log.insertBefore(item, next ?? null);
    box.scrollTop = box.scrollHeight;
  }
}
