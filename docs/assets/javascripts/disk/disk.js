// What the pages find where the site lies on a disk: see pipclinic/site/offline.py.

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
const Present = Worker;

/**
 * A script beside this one.
 * @param {string} name
 */
const script = (name) =>
  new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = new URL(name, src).href;
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
  });

/** @type {Promise<unknown> | undefined} */
let modules;

/** A worker from a text, since none starts from a file. */
class FromText extends EventTarget {
  /** @param {string} address */
  constructor(address) {
    super();
    /** @type {((event: MessageEvent) => void) | null} */
    this.onmessage = null;
    this.worker = script("workers.js").then(() => {
      const text = Reflect.get(globalThis, "workers")[address.split("/").at(-1) ?? ""];
      const worker = new Present(URL.createObjectURL(new Blob([text])));
      worker.onmessage = ({ data }) => {
        const event = new MessageEvent("message", { data });
        this.onmessage?.(event);
        this.dispatchEvent(event);
      };
      return worker;
    });
  }

  /** @param {any} message */
  async postMessage(message) {
    (await this.worker).postMessage(message);
  }
}

Object.assign(globalThis, {
  Worker: FromText,
  /** @param {string} name of a module */
  imported: async (name) => {
    await (modules ??= script("modules.js"));
    return Reflect.get(globalThis, "module")(name);
  },
});
