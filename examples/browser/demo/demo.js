// @ts-check
// Marks what is found while somebody types, and says why. Served from one folder with sladd.js: see build.sh.
import { load } from "./sladd.js";
import { CONFIDENCES, LABELS, rows } from "./words.js";

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page lacks ${id}`);
  return found;
}

const text = element("text", HTMLTextAreaElement);
const marks = element("marks", HTMLDivElement);
const status = element("status", HTMLParagraphElement);
const masked = element("masked", HTMLOutputElement);
const advice = element("advice", HTMLUListElement);
const findings = element("findings", HTMLOListElement);
const language = element("language", HTMLSelectElement);

/**
 * @param {string} tag
 * @param {string} [content]
 * @param {string} [className]
 */
function make(tag, content = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = content;
  if (className) made.className = className;
  return made;
}

/** @param {import("./sladd.js").Sladd} sladd */
function show(sladd) {
  const written = text.value;
  const started = performance.now();
  const explained = sladd.explain(written);
  const took = performance.now() - started;

  /** @type {(string | Node)[]} */
  const under = [];
  let read = 0;
  for (const { start, end, confidence } of explained) {
    under.push(written.slice(read, start), make("mark", written.slice(start, end), confidence));
    read = end;
  }
  // A last line that is empty has no height unless something stands behind it.
  marks.replaceChildren(...under, `${written.slice(read)}\u200b`);
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 4}px`;

  masked.textContent = sladd.scrub(written).text;
  const wanted = /** @type {import("./sladd.js").Language} */ (language.value);
  advice.replaceChildren(...sladd.advise(written, wanted).map(({ sentence }) => make("li", sentence)));
  advice.lang = { bokmal: "nb", nynorsk: "nn", english: "en" }[wanted];
  findings.replaceChildren(
    ...explained.map((one) => {
      const item = make("li", "", one.confidence);
      const list = document.createElement("dl");
      for (const [name, value] of rows(one)) list.append(make("dt", name), make("dd", value));
      item.append(make("b", written.slice(one.start, one.end)), ` – ${LABELS[one.label] ?? one.label}, ${CONFIDENCES[one.confidence]}`, list);
      return item;
    }),
  );
  const count = explained.length === 1 ? "1 funn" : `${explained.length} funn`;
  status.textContent = `${count} på ${took.toFixed(1).replace(".", ",")} ms`;
}

try {
  const sladd = await load();
  let waiting = 0;
  const later = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => show(sladd));
  };
  text.addEventListener("input", later);
  language.addEventListener("change", later);
  addEventListener("resize", later);
  show(sladd);
  document.documentElement.dataset["ready"] = "yes";
} catch {
  status.textContent = "Ordlistene kunne ikke lastes. Ingenting er sjekket.";
}
