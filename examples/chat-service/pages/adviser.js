// @ts-check
// The adviser's page: the chats that wait, one of them open.
import { ask, element, listen, make, Refused, showMessage } from "./page.js";

const fault = element("fault", HTMLParagraphElement);
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
  message: "Svaret er tomt eller for langt.",
  offline: "Vi får ikke kontakt med tjenesten.",
};
/** @type {Record<string, string>} */
const STATES = { waiting: "Venter på rådgiver", adviser: "Du svarer", ended: "Avsluttet" };
/** @type {Record<string, string>} */
const WHO = { user: "Innbygger", bot: "Robot", adviser: "Rådgiver" };

/** @type {string | null} */
let open = null;
/** @type {() => void} */
let stopListening = () => {};
/** @type {() => void} */
let stopBoard = () => {};

/** @param {unknown} error */
function tell(error) {
  const code = error instanceof Refused ? error.code : "broken";
  fault.textContent = FAULTS[code] ?? "Noe gikk galt. Prøv igjen.";
  fault.hidden = false;
  if (code === "token") enter(false);
}

/** @param {boolean} isIn */
function enter(isIn) {
  logIn.hidden = isIn;
  desk.hidden = !isIn;
  nav.hidden = !isIn;
  stopBoard();
  if (!isIn) return close("Ingen samtale er valgt");
  stopBoard = listen("/api/adviser/events", () => void list().catch(tell), () => void list().catch(tell));
}

async function list() {
  /** @type {{id: string, state: string, language: string, last: number}[]} */
  const chats = await ask("/api/adviser/chats");
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
      button.append(make("b", `Samtale ${chat.id.slice(0, 4)}`), make("span", `${STATES[chat.state]} · ${chat.language === "nn" ? "nynorsk" : "bokmål"} · ${since}`));
      button.addEventListener("click", () => void choose(chat.id).catch(tell));
      item.append(button);
      return item;
    }),
  );
  const again = focused ? queue.querySelector(`[data-id="${focused}"]`) : null;
  if (again instanceof HTMLElement) again.focus();
}

/** @param {string} said */
function close(said) {
  stopListening();
  open = null;
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
  title.textContent = `Samtale ${id.slice(0, 4)}`;
  await read(id);
  stopListening = listen(`/api/adviser/chats/${id}/events`, (event) => heard(id, event), () => void read(id).catch(tell));
  await list();
  title.focus();
}

/** @param {string} id */
async function read(id) {
  const whole = await ask(`/api/adviser/chats/${id}`);
  if (open !== id) return;
  whole.messages.forEach(put);
  show(whole.state);
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
  else if (event.event === "deleted") close("Samtalen er slettet av innbyggeren");
  else put(event);
}

/** @param {() => Promise<unknown>} work */
const doing = (work) => () => {
  fault.hidden = true;
  work().catch(tell);
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

element("log-out", HTMLButtonElement).addEventListener(
  "click",
  doing(async () => {
    await ask("/api/adviser/logout", "POST");
    enter(false);
  }),
);

take.addEventListener(
  "click",
  doing(async () => {
    await ask(`/api/adviser/chats/${open}/take`, "POST");
    show("adviser");
    text.focus();
  }),
);

element("end", HTMLButtonElement).addEventListener("click", doing(() => ask(`/api/adviser/chats/${open}/end`, "POST")));

composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const written = text.value.trim();
  if (written === "") return;
  try {
    fault.hidden = true;
    put(await ask(`/api/adviser/chats/${open}/messages`, "POST", { text: written }));
    text.value = "";
  } catch (error) {
    tell(error);
  }
  text.focus();
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

enter(document.documentElement.dataset["session"] === "yes");
