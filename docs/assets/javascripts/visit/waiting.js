// Material loads its search, 110 KB, at every visit. Here it waits until somebody turns to it.

const INDEX = /\/search(_index)?\.json$/;
const SEARCH = ".md-search, [for=__search]";

const { open, send } = XMLHttpRequest.prototype;
const { postMessage } = Worker.prototype;
const Present = Worker;

/** Hold back what the search loads. It has to be called before Material's bundle is run. */
export function searchWaits() {
  let now = false;
  /** @type {Promise<void>} */
  const wanted = new Promise((resolve) => {
    /** @param {Event} event */
    const look = ({ target }) => {
      now ||= target instanceof Element && target.closest(SEARCH) !== null;
      if (now) resolve();
    };
    addEventListener("focusin", look);
    addEventListener("pointerdown", look);
  });

  /** @type {(this: XMLHttpRequest, method: string, address: string | URL) => void} */
  XMLHttpRequest.prototype.open = function (method, address) {
    if (INDEX.test(`${address}`)) this.send = () => void wanted.then(() => send.call(this));
    open.call(this, method, address, true);
  };

  /** A worker that is not there yet. */
  class Later extends EventTarget {
    /** @param {string} address */
    constructor(address) {
      super();
      this.worker = wanted.then(() => {
        const worker = new Present(address);
        worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
        return worker;
      });
    }

    /** @param {any} message */
    async postMessage(message) {
      (await this.worker).postMessage(message);
    }
  }
  /** @type {any} */ (globalThis).Worker = function (/** @type {string} */ address) {
    return now ? new Present(address) : new Later(address);
  };
}

/**
 * Material's search reads its query as a language, in which "torch~=1.4" and "--user" are mistakes
 * that end without a result. Pasted text is no language: its signs become spaces. A name such
 * as ReadTimeoutError is looked for whole, and by its words.
 */
export function searchReadsText() {
  /** @type {(this: Worker, message: any, ...others: any[]) => void} */
  Worker.prototype.postMessage = function (message, ...others) {
    const asked = message?.type === 2 && typeof message.data === "string";
    const plain = asked
      ? {
        ...message,
        data: message.data.replace(/[:~^*+]+|(?<=^|\s)-+/g, " ")
          .replace(/\w*[a-z][A-Z]\w*/g, (/** @type {string} */ name) =>
            `${name} ${name.replace(/\B[A-Z]/g, " $&")}`),
      }
      : message;
    return postMessage.call(this, plain, ...others);
  };
}
