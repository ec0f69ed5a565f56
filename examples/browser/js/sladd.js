// @ts-check
/**
 * sladd in a browser or in node: finds and masks personal data in Norwegian chat messages. Nothing leaves the page.
 *
 * ```js
 * import { load } from "./sladd.js";
 * const sladd = await load();
 * sladd.scrub("Ring 412 00 000").text; // "Ring [TELEFON]"
 * ```
 *
 * Offsets are those of JavaScript strings: `text.slice(finding.start, finding.end)`.
 */

/** @typedef {"possible" | "likely" | "certain"} Confidence */
/** @typedef {"bokmal" | "nynorsk" | "english"} Language */

/**
 * Where personal data stands and of what kind it is; never the text itself.
 * @typedef {object} Finding
 * @property {number} start
 * @property {number} end
 * @property {string} label stable name of the kind: "fodselsnummer", "phone", "name" …
 * @property {Confidence} confidence
 * @property {string} detector
 * @property {string} [variant] which sort of the kind, where there are several
 */

/** @typedef {Finding & {replacement: [number, number]}} Replaced with the place of the replacement in the masked text */
/** @typedef {{text: string, findings: Replaced[]}} Scrubbed */

/**
 * @typedef {object} Evidence
 * @property {string} rule which rule of the detector it stands by
 * @property {string[]} cues kinds of the words around it that were heeded, the nearest first
 * @property {{name: string, passed: boolean}[]} checks check digits, and whether they fit
 * @property {{question: string, weight: number}[]} evidence what was weighed, the weightiest first
 */
/** @typedef {Finding & Evidence} Explanation */

/**
 * What to say to the writer of one kind of personal data before the message is sent.
 * @typedef {object} Advice
 * @property {string} label
 * @property {Confidence} confidence
 * @property {number} count
 * @property {string} sentence
 * @property {[number, number][]} spans
 */

/**
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {() => number} prepare
 * @property {(bytes: number) => number} input
 * @property {(bytes: number) => void} written
 * @property {() => number} scrub
 * @property {() => number} find
 * @property {() => number} explain
 * @property {(language: number) => number} advise
 * @property {() => number} text_start
 * @property {() => number} text_length
 * @property {() => number} json_start
 * @property {() => number} json_length
 * @property {() => void} wipe
 */

/** The module has stopped or cannot be loaded. What was to be scrubbed has not been: treat it as personal. */
export class SladdError extends Error {
  name = "SladdError";
}

/** What the exports answer: src/exports.rs. */
const CLEAN = 0;
const BUSY = 2;
/** @type {Record<Language, number>} */
const LANGUAGES = { bokmal: 0, nynorsk: 1, english: 2 };

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** One instance of the module. Load it once; calls are synchronous and keep nothing. */
export class Sladd {
  /** @type {WebAssembly.Module} */ #module;
  /** @type {Exports} */ #exports;
  /** Where the last text was written: most texts need no room of their own. */
  #room = new Uint8Array(0);

  /** @param {WebAssembly.Module} module */
  constructor(module) {
    this.#module = module;
    this.#exports = this.#start();
  }

  /** @returns {Exports} */
  #start() {
    const { exports } = new WebAssembly.Instance(this.#module, {});
    const started = /** @type {Exports} */ (/** @type {unknown} */ (exports));
    started.prepare();
    return started;
  }

  /**
   * Masks a text. A text without personal data comes back as it was.
   * @param {string} text
   * @returns {Scrubbed}
   */
  scrub(text) {
    return this.#ask(text, (exports) => {
      if (answered(exports.scrub()) === CLEAN) return { text, findings: [] };
      const masked = read(exports, exports.text_start(), exports.text_length());
      return { text: masked, findings: json(exports) };
    });
  }

  /**
   * Finds without masking.
   * @param {string} text
   * @returns {Finding[]}
   */
  find(text) {
    return this.#ask(text, (exports) => (answered(exports.find()) === CLEAN ? [] : json(exports)));
  }

  /**
   * Finds, and says of each finding what spoke for it and against it.
   * @param {string} text
   * @returns {Explanation[]}
   */
  explain(text) {
    return this.#ask(text, (exports) => (answered(exports.explain()) === CLEAN ? [] : json(exports)));
  }

  /**
   * What to say to the writer before the text is sent, the most sensitive first; nothing where nothing would be masked.
   * @param {string} text
   * @param {Language} [language]
   * @returns {Advice[]}
   */
  advise(text, language = "bokmal") {
    return this.#ask(text, (exports) => (answered(exports.advise(LANGUAGES[language])) === CLEAN ? [] : json(exports)));
  }

  /**
   * @template Answer
   * @param {string} text
   * @param {(exports: Exports) => Answer} answer
   * @returns {Answer}
   */
  #ask(text, answer) {
    try {
      this.#give(text);
      const said = answer(this.#exports);
      this.#exports.wipe();
      return said;
    } catch (error) {
      // A trap (memory ran out, say) leaves the module in no defined state: the next call has a new one, and the memory
      // of the old one goes with it.
      this.#exports = this.#start();
      // The cause is left out: a trap's stack belongs in no log, and nothing else is known of it.
      throw error instanceof SladdError ? error : new SladdError("the module stopped; the text was not scrubbed");
    }
  }

  /**
   * Writes a text into the module. A unit of UTF-16 has three bytes at most.
   * @param {string} text
   */
  #give(text) {
    const { memory, input, written } = this.#exports;
    const room = text.length * 3;
    const start = input(room) >>> 0;
    if (start === 0) throw new SladdError("the module is busy");
    if (this.#room.buffer !== memory.buffer || this.#room.byteOffset !== start || this.#room.length < room) {
      this.#room = new Uint8Array(memory.buffer, start, room);
    }
    written(encoder.encodeInto(text, this.#room).written);
  }
}

/**
 * Loads the module.
 * @param {URL | string | BufferSource | Response} [source] where it is, or what it is; by default `sladd.wasm` beside this
 *   file
 * @returns {Promise<Sladd>}
 */
export async function load(source = new URL("./sladd.wasm", import.meta.url)) {
  try {
    return new Sladd(await compiled(source));
  } catch (error) {
    throw new SladdError(`the module cannot be loaded: ${error instanceof Error ? error.message : "unknown"}`);
  }
}

/**
 * @param {URL | string | BufferSource | Response} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled(source) {
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  if (source instanceof Response) return WebAssembly.compileStreaming(source);
  if (source instanceof URL && source.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    return WebAssembly.compile(await readFile(source));
  }
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${response.status}`);
  return WebAssembly.compileStreaming(response);
}

/**
 * @param {number} code
 * @returns {number}
 */
function answered(code) {
  if (code === BUSY) throw new SladdError("the module is busy");
  return code;
}

/**
 * @param {Exports} exports
 * @param {number} start
 * @param {number} length
 * @returns {string}
 */
function read(exports, start, length) {
  return decoder.decode(new Uint8Array(exports.memory.buffer, start >>> 0, length));
}

/** @param {Exports} exports */
function json(exports) {
  return JSON.parse(read(exports, exports.json_start(), exports.json_length()));
}
