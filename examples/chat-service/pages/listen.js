// @ts-check
// Events of the server that come again after a break, and whoever waits for them is told that there is one.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** A break that the browser mends by itself before so long is not spoken of. */
const SHORT_BREAK = 5000;

/**
 * Listens until told to stop. After a break everything is read again.
 * @param {string} path
 * @param {object} told
 * @param {(event: any) => void} told.heard
 * @param {() => void} told.missed reads everything; when that is refused it says why, and stops listening if it must
 * @param {(isLost: boolean) => void} told.lost
 * @returns {() => void}
 */
export function listen(path, { heard, missed, lost }) {
  let wait = FIRST_WAIT;
  /** @type {EventSource} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying;
  const isBack = () => {
    clearTimeout(saying);
    saying = undefined;
    lost(false);
  };
  const open = () => {
    source = new EventSource(path);
    source.addEventListener("open", () => {
      wait = FIRST_WAIT;
      isBack();
      missed();
    });
    source.addEventListener("message", ({ data }) => {
      const event = JSON.parse(data);
      if (event?.event === "missed") missed();
      else heard(event);
    });
    source.addEventListener("error", () => {
      // A connection that breaks the browser opens again; after an answer that is no stream it never does.
      if (source.readyState !== EventSource.CLOSED) {
        saying ??= setTimeout(() => lost(true), SHORT_BREAK);
        return;
      }
      lost(true);
      again = setTimeout(open, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT);
      missed();
    });
  };
  open();
  return () => {
    source.close();
    clearTimeout(again);
    isBack();
  };
}
