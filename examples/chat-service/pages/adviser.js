// @ts-check
// The adviser's page: the chats that wait, one of them open.
import { listen } from "./listen.js";
import { ask, element, make, Refused, showMessage } from "./page.js";

const fault = element("fault", HTMLParagraphElement);
const lost = element("lost", HTMLParagraphElement);
const logIn = element("log-in", HTMLElement);
const token = element("token", HTMLInputElement);
const desk = element("desk", HTMLDivElement);
const nav = element("nav", HTMLElement);
const queue = element("queue", HTMLUListElement);
const queueState = element("queue-state", HTMLParagraphElement);
const title = element("chat-title", HTMLHeadingElement);
const state = element("state", HTMLParagraphElement);
const log = element("log", HTMLOListElement);
const composer = element("composer", HTMLFormElement);
const text = element("text", HTMLTextAreaElement);
const take = element("take", HTMLButtonElement);

/** @type {Record<string, string>} */
const FAULTS = {
  token: "Adgangsnøkkelen er feil, eller du er logget ut.",
  rate: "For mange forsøk. Vent et minutt.",
  gone: "Samtalen er avsluttet eller slettet.",
  taken: "En annen rådgiver har tatt samtalen.",
  full: "For mange er koblet til. Prøv igjen om litt.",
  unstored: "Tjenesten får ikke lagret samtalen og tar ikke imot mer. Svaret er ikke sendt. Prøv igjen om noen minutter.",
  message: "Svaret er tomt eller for langt.",
  offline: "Vi får ikke kontakt med tjenesten.",
};
/** @type {Record<string, string>} */
const STATES = { waiting: "Venter på rådgiver", adviser: "Besvares", ended: "Avsluttet" };
/** @type {Record<string, string>} */
const WHO = { user: "Innbygger", bot: "Robot", adviser: "Rådgiver" };

/** @type {string | null} */
let open = null;
/**
 * What is written in each chat and not sent. A reply stays with its citizen when another chat is opened meanwhile.
 * @type {Map<string, string>}
 */
const drafts = new Map();
/**
 * Chats in which a reply is on its way.
 * @type {Set<string>}
 */
const sending = new Set();
/** @type {() => void} */
let stopListening = () => {};
/** @type {() => void} */
let stopBoard = () => {};

/** @param {string} id */
const name = (id) => `Samtale ${id.slice(0, 4)}`;

/**
 * @param {unknown} error
 * @param {string | null} [id] of which chat
 */
function tell(error, id = open) {
  const code = error instanceof Refused ? error.code : "broken";
  fault.textContent = `${id !== null && id !== open ? `${name(id)}: ` : ""}${FAULTS[code] ?? "Noe gikk galt. Prøv igjen."}`;
  fault.hidden = false;
  if (code === "token") enter(false);
}

/** @param {boolean} isIn */
function enter(isIn) {
  logIn.hidden = isIn;
  desk.hidden = !isIn;
  nav.hidden = !isIn;
  stopBoard();
  if (!isIn) {
    close("Ingen samtale er valgt");
    queue.replaceChildren();
    drafts.clear();
    return;
  }
  const again = () => void list().catch((error) => tell(error));
  stopBoard = listen("/api/adviser/events", { heard: again, missed: again, lost: showLost });
}

/**
 * The list and the chat come over two connections; that of the list is there for as long as one is logged in.
 * @param {boolean} isLost
 */
function showLost(isLost) {
  lost.textContent = isLost ? "Kontakten med tjenesten er brutt. Vi prøver igjen." : "";
  lost.hidden = !isLost;
}

async function list() {
  /** @type {{id: string, state: string, language: string, last: number}[]} */
  const chats = await ask("/api/adviser/chats");
  // A chat that is over takes what was to be written in it along.
  for (const id of drafts.keys()) if (!chats.some((chat) => chat.id === id)) drafts.delete(id);
  const waiting = chats.filter((chat) => chat.state === "waiting").length;
  const said = waiting === 0 ? "Ingen venter." : waiting === 1 ? "1 venter." : `${waiting} venter.`;
  if (queueState.textContent !== said) queueState.textContent = said;
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["id"] : undefined;
  queue.replaceChildren(
    ...chats.map((chat) => {
      const item = make("li");
      const button = make("button", "", chat.state);
      button.dataset["id"] = chat.id;
      button.setAttribute("aria-current", String(chat.id === open));
      const since = new Date(chat.last * 1000).toLocaleTimeString("nb", { hour: "2-digit", minute: "2-digit" });
      button.append(make("b", name(chat.id)), make("span", `${STATES[chat.state]} · ${chat.language === "nn" ? "nynorsk" : "bokmål"} · ${since}`));
      button.addEventListener("click", () => void choose(chat.id).catch((error) => tell(error, chat.id)));
      item.append(button);
      return item;
    }),
  );
  const again = focused ? queue.querySelector(`[data-id="${focused}"]`) : null;
  if (again instanceof HTMLElement) again.focus();
}

function keepDraft() {
  if (open === null) return;
  if (text.value.trim() === "") drafts.delete(open);
  else drafts.set(open, text.value);
}

/** @param {string} said */
function close(said) {
  stopListening();
  keepDraft();
  open = null;
  text.value = "";
  title.textContent = said;
  state.textContent = "";
  log.replaceChildren();
  composer.hidden = true;
  take.hidden = true;
}

/** @param {string} id */
async function choose(id) {
  fault.hidden = true;
  close("");
  open = id;
  title.textContent = name(id);
  text.value = drafts.get(id) ?? "";
  await read(id);
  if (open !== id) return;
  const reread = () => void read(id).catch((error) => tell(error, id));
  stopListening = listen(`/api/adviser/chats/${id}/events`, { heard: (event) => heard(id, event), missed: reread, lost: () => {} });
  await list();
  if (open === id) title.focus();
}

/** @param {string} id */
async function read(id) {
  try {
    const whole = await ask(`/api/adviser/chats/${id}`);
    if (open !== id) return;
    whole.messages.forEach(put);
    show(whole.state);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "gone") throw error;
    // What was masked and stored meanwhile must not stand on the screen as it was written.
    if (open === id) close("Samtalen er avsluttet");
    drafts.delete(id);
  }
}

/** @param {import("./page.js").Message} message */
function put(message) {
  showMessage(log, message, { who: WHO[message.role] ?? "", stored: "", own: message.role === "adviser", locale: "nb" });
}

/** @param {string} answering */
function show(answering) {
  state.textContent = STATES[answering] ?? "";
  take.hidden = answering !== "waiting";
  composer.hidden = answering !== "adviser";
}

/**
 * @param {string} id
 * @param {any} event
 */
function heard(id, event) {
  if (open !== id) return;
  if (event.event === "state") show(event.state);
  else if (event.event === "masked") read(id).catch((error) => tell(error, id));
  else if (event.event === "deleted") {
    close("Samtalen er slettet");
    drafts.delete(id);
  } else if (event.event === "deleting") {
    close("Samtalen er avsluttet");
    drafts.delete(id);
  }
  else put(event);
}

/**
 * Does something with the chat that is open now: another may be when it is done.
 * @param {(id: string) => Promise<unknown>} work
 */
const withOpen = (work) => () => {
  const id = open;
  if (id === null) return;
  fault.hidden = true;
  work(id).catch((error) => tell(error, id));
};

element("log-in-form", HTMLFormElement).addEventListener("submit", async (event) => {
  event.preventDefault();
  fault.hidden = true;
  try {
    await ask("/api/adviser/login", "POST", { token: token.value });
    token.value = "";
    if (new URLSearchParams(location.search).get("videre") === "statistikk") return location.assign("/statistikk");
    enter(true);
  } catch (error) {
    tell(error);
  }
});

element("log-out", HTMLButtonElement).addEventListener("click", () => {
  fault.hidden = true;
  ask("/api/adviser/logout", "POST").then(
    () => enter(false),
    (error) => tell(error),
  );
});

take.addEventListener(
  "click",
  withOpen(async (id) => {
    try {
      await ask(`/api/adviser/chats/${id}/take`, "POST");
    } finally {
      // Another may have been faster: who answers is the same to both.
      await read(id);
    }
    if (open === id) text.focus();
  }),
);

element("end", HTMLButtonElement).addEventListener("click", withOpen((id) => ask(`/api/adviser/chats/${id}/end`, "POST")));

composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const id = open;
  const written = text.value.trim();
  if (id === null || written === "" || sending.has(id)) return;
  sending.add(id);
  fault.hidden = true;
  try {
    const shown = await ask(`/api/adviser/chats/${id}/messages`, "POST", { text: written });
    if (open === id) put(shown);
    if (open === id && text.value.trim() === written) text.value = "";
    if (drafts.get(id)?.trim() === written) drafts.delete(id);
  } catch (error) {
    tell(error, id);
  } finally {
    sending.delete(id);
    if (open === id) text.focus();
  }
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

enter(document.documentElement.dataset["session"] === "yes");
