// @ts-check
// The citizen's page: consent, the chat, and what one can do with it.
import { listen } from "./listen.js";
import { ask, element, Refused, showMessage } from "./page.js";
import { TEXTS } from "./texts.js";
import { cannotWarn, confirmed, loading } from "./warning.js";

const fault = element("fault", HTMLParagraphElement);
const lost = element("lost", HTMLParagraphElement);
const unwarned = element("unwarned", HTMLParagraphElement);
const notOpened = element("not-opened", HTMLParagraphElement);
const progress = element("progress", HTMLParagraphElement);
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
    const sentence = /** @type {any} */ (words())[/** @type {HTMLElement} */ (place).dataset["text"] ?? ""];
    place.textContent = typeof sentence === "function" ? sentence(Number(document.documentElement.dataset["days"])) : sentence;
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
  // In the other language the messages say the same: nobody has to hear them again.
  log.parentElement?.setAttribute("aria-live", "off");
  messages.forEach(put);
  setTimeout(() => log.parentElement?.removeAttribute("aria-live"), 500);
  showWarning();
  showState();
}

/** Promises a warning only where there is one. */
function showWarning() {
  element("privacy-warn", HTMLElement).hidden = cannotWarn();
  unwarned.hidden = !cannotWarn();
  unwarned.textContent = cannotWarn() ? words().unwarned : "";
}

/** @param {unknown} error */
function tell(error) {
  const faults = /** @type {Record<string, string>} */ (words().faults);
  const code = error instanceof Refused ? error.code : "broken";
  // Nothing of it is shown any more.
  if (code === "deleting") return leave(words().faults.deleting);
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
    if (answering === "ended") reread();
  } else if (event.event === "masked") {
    reread();
  } else if (event.event === "amended") {
    const own = messages.get(event.number);
    // What is stored has changed; one's own words stand as one wrote them.
    if (own) put(own.role === "user" && answering !== "ended" ? { ...own, stored: event.text } : event);
  } else if (event.event === "message" && event.role !== "user") {
    put(event);
  } else if (event.event === "message" && !messages.has(event.number)) {
    reread();
  } else if (event.event === "deleted") {
    leave(words().deleted);
  } else if (event.event === "deleting") {
    leave(words().faults.deleting);
  }
}

/** @param {unknown} error */
const isGone = (error) => error instanceof Refused && ["consent", "gone"].includes(error.code);

/** @param {unknown} error */
const leaveOrTell = (error) => (isGone(error) ? leave(words().faults.gone) : tell(error));

/** Reads it again, because something has changed or may have. */
function reread() {
  read().catch(leaveOrTell);
}

/** After a break. A chat that has ended has nothing more to say. */
async function missed() {
  await read();
  if (answering === "ended") stopListening();
}

/** @param {boolean} isLost */
function showLost(isLost) {
  lost.textContent = isLost ? words().lost : "";
  lost.hidden = !isLost;
}

/**
 * Shows the chat that the browser has the key to, or asks for consent. As long as it is not known whether there is a chat
 * nobody is asked to begin one: it would take the place of the chat that is there.
 */
async function enter() {
  stopListening();
  notOpened.hidden = true;
  try {
    await read();
  } catch (error) {
    if (error instanceof Refused && error.code === "deleting") return tell(error);
    consent.hidden = !isGone(error);
    chat.hidden = true;
    notOpened.hidden = isGone(error);
    if (!isGone(error)) say(words().notOpened);
    return;
  }
  consent.hidden = true;
  chat.hidden = false;
  if (answering === "ended") return;
  stopListening = listen("/api/chat/events", {
    heard,
    missed: () => void missed().catch(leaveOrTell),
    lost: showLost,
  });
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

/** Begins a chat, unless there is one from before and its citizen would rather keep it. */
async function begin() {
  const begun = { consent: true, language };
  try {
    await ask("/api/chat", "POST", begun);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "earlier") throw error;
    if (await isSure("Replace")) await ask("/api/chat", "POST", { ...begun, replace: true });
  }
}

/** @param {"Delete" | "Withdraw" | "Replace"} what */
async function isSure(what) {
  element("sure-title", HTMLHeadingElement).textContent = words()[`sure${what}`];
  element("sure-text", HTMLParagraphElement).textContent = words()[`sure${what}Text`];
  element("sure-yes", HTMLButtonElement).textContent = { Delete: words().delete, Withdraw: words().withdraw, Replace: words().replace }[what];
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
    await begin();
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
    const sent = await confirmed(written, language, (isWaiting) => (progress.textContent = isWaiting ? words().checking : ""));
    if (sent !== null) {
      const shown = await ask("/api/chat/messages", "POST", sent);
      put({ ...shown, text: sent.text, stored: shown.text });
      // What was written meanwhile is another message.
      if (text.value.trim() === written) text.value = "";
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

onPress("retry", enter);
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
void loading.then(showWarning);
await enter();
