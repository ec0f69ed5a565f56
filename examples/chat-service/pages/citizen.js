// @ts-check
// The citizen's page: consent, the chat, and what one can do with it.
import { ask, element, listen, Refused, showMessage } from "./page.js";
import { TEXTS } from "./texts.js";
import { confirmed } from "./warning.js";

const fault = element("fault", HTMLParagraphElement);
const consent = element("consent", HTMLElement);
const agreed = element("agreed", HTMLInputElement);
const mustAgree = element("must-agree", HTMLParagraphElement);
const chat = element("chat", HTMLElement);
const state = element("state", HTMLParagraphElement);
const log = element("log", HTMLOListElement);
const composer = element("composer", HTMLFormElement);
const text = element("text", HTMLTextAreaElement);
const handOver = element("hand-over", HTMLButtonElement);
const end = element("end", HTMLButtonElement);
const again = element("again", HTMLButtonElement);
const sure = element("sure", HTMLDialogElement);

/** @type {import("./texts.js").Language} */
let language = localStorage.getItem("language") === "nn" ? "nn" : "nb";
/** @type {Map<number, import("./page.js").Message>} */
const messages = new Map();
/** @type {"bot" | "waiting" | "adviser" | "ended"} */
let answering = "bot";
/** @type {() => void} */
let stopListening = () => {};

const words = () => TEXTS[language];

/** Writes every sentence of the page in the language chosen. */
function speak() {
  document.documentElement.lang = language;
  document.title = `${words().title} – Innbyggertjenesten`;
  for (const place of document.querySelectorAll("[data-text]")) {
    place.textContent = /** @type {any} */ (words())[/** @type {HTMLElement} */ (place).dataset["text"] ?? ""];
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", /** @type {any} */ (words())[/** @type {HTMLElement} */ (place).dataset["label"] ?? ""]);
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset["language"] === language));
  }
  for (const place of document.querySelectorAll("[data-masked]")) {
    const masked = /** @type {HTMLElement} */ (place).dataset["masked"];
    /** @type {HTMLElement} */ (place).hidden = masked !== document.documentElement.dataset["masking"];
  }
  messages.forEach(put);
  showState();
}

/** @param {unknown} error */
function tell(error) {
  const faults = /** @type {Record<string, string>} */ (words().faults);
  const code = error instanceof Refused ? error.code : "broken";
  fault.textContent = faults[code] ?? words().faults.broken;
  fault.hidden = false;
}

/** @param {string} sentence */
function say(sentence) {
  fault.textContent = sentence;
  fault.hidden = false;
}

/** @param {import("./page.js").Message} message */
function put(message) {
  messages.set(message.number, message);
  const who = { user: words().you, bot: words().bot, adviser: words().adviser }[message.role];
  showMessage(log, message, { who, stored: words().stored, own: message.role === "user", locale: language });
}

function showState() {
  const said = { bot: words().stateBot, waiting: words().stateWaiting, adviser: words().stateAdviser, ended: words().stateEnded };
  if (state.textContent !== said[answering]) state.textContent = said[answering];
  const over = answering === "ended";
  composer.hidden = over;
  end.hidden = over;
  again.hidden = !over;
  handOver.hidden = answering !== "bot";
}

/** Reads the whole chat. */
async function read() {
  const whole = await ask("/api/chat");
  answering = whole.state;
  whole.messages.forEach(put);
  showState();
}

/** @param {any} event */
function heard(event) {
  if (event.event === "state") {
    answering = event.state;
    showState();
    if (answering === "ended") read().catch(tell);
  } else if (event.event === "amended") {
    const own = messages.get(event.number);
    // What is stored has changed; one's own words stand as one wrote them.
    if (own) put(own.role === "user" && answering !== "ended" ? { ...own, stored: event.text } : event);
  } else if (event.event === "message" && event.role !== "user") {
    put(event);
  } else if (event.event === "message" && !messages.has(event.number)) {
    read().catch(tell);
  } else if (event.event === "deleted") {
    leave(words().deleted);
  }
}

/** Shows the chat that the browser has the key to, or asks for consent. */
async function enter() {
  try {
    await read();
  } catch (error) {
    if (error instanceof Refused && !["consent", "gone"].includes(error.code)) tell(error);
    consent.hidden = false;
    chat.hidden = true;
    return;
  }
  consent.hidden = true;
  chat.hidden = false;
  if (answering !== "ended") stopListening = listen("/api/chat/events", heard, () => void read().catch(tell));
}

/** @param {string} sentence */
function leave(sentence) {
  stopListening();
  messages.clear();
  log.replaceChildren();
  text.value = "";
  agreed.checked = false;
  answering = "bot";
  chat.hidden = true;
  consent.hidden = false;
  say(sentence);
  element("main", HTMLElement).focus();
}

/** @param {"Delete" | "Withdraw"} what */
async function isSure(what) {
  element("sure-title", HTMLHeadingElement).textContent = words()[`sure${what}`];
  element("sure-text", HTMLParagraphElement).textContent = words()[`sure${what}Text`];
  element("sure-yes", HTMLButtonElement).textContent = what === "Delete" ? words().delete : words().withdraw;
  sure.returnValue = "no";
  sure.showModal();
  await new Promise((closed) => sure.addEventListener("close", closed, { once: true }));
  return sure.returnValue === "yes";
}

/**
 * @param {string} id
 * @param {() => Promise<unknown>} work
 */
function onPress(id, work) {
  element(id, HTMLButtonElement).addEventListener("click", () => {
    fault.hidden = true;
    work().catch(tell);
  });
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    language = /** @type {HTMLElement} */ (button).dataset["language"] === "nn" ? "nn" : "nb";
    localStorage.setItem("language", language);
    speak();
  });
}

sure.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLButtonElement) sure.close(target.value);
});

element("agree", HTMLFormElement).addEventListener("submit", async (event) => {
  event.preventDefault();
  fault.hidden = true;
  mustAgree.hidden = agreed.checked;
  if (!agreed.checked) return agreed.focus();
  try {
    await ask("/api/chat", "POST", { consent: true, language });
    await enter();
    element("chat-title", HTMLHeadingElement).focus();
  } catch (error) {
    tell(error);
  }
});

composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const written = text.value.trim();
  if (written === "" || composer.dataset["busy"]) return;
  composer.dataset["busy"] = "yes";
  fault.hidden = true;
  try {
    const sent = await confirmed(written, language);
    if (sent !== null) {
      const shown = await ask("/api/chat/messages", "POST", { text: sent });
      put({ ...shown, text: sent, stored: shown.text });
      text.value = "";
    }
  } catch (error) {
    tell(error);
  } finally {
    delete composer.dataset["busy"];
    text.focus();
  }
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

onPress("hand-over", () => ask("/api/chat/adviser", "POST"));
onPress("end", () => ask("/api/chat/end", "POST"));
onPress("again", async () => leave(""));
onPress("delete", async () => {
  if (!(await isSure("Delete"))) return;
  await ask("/api/chat", "DELETE");
  leave(words().deleted);
});
onPress("withdraw", async () => {
  if (!(await isSure("Withdraw"))) return;
  await ask("/api/chat/consent", "DELETE");
  leave(words().withdrawn);
});

speak();
await enter();
