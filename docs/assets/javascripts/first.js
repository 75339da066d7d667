// What has to be known before the page is painted, and what Material's bundle asks for. Material
// says it inline, which a strict policy forbids.

const { documentElement: root, currentScript } = document;
const scope = new URL("../..", /** @type {HTMLScriptElement} */ (currentScript).src);

/** @type {(key: string, store?: Storage, of?: URL) => any} */
const get = (key, store, of = scope) => {
  try {
    return JSON.parse((store ?? localStorage).getItem(`${of.pathname}.${key}`) ?? "null");
  } catch {
    return null; // the browser keeps nothing
  }
};
/** @type {(key: string, value: any, store?: Storage, of?: URL) => void} */
const set = (key, value, store, of = scope) => {
  try {
    (store ?? localStorage).setItem(`${of.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // likewise
  }
};
/** @param {string} text */
const hash = (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);
Object.assign(globalThis, {
  __md_scope: scope,
  __md_hash: hash,
  __md_get: get,
  __md_set: set,
});

// As the bundle will have it: a class that changes later has the whole page looked at again.
root.className = "js js-focus-visible";
if (get("__outdated", sessionStorage)) root.classList.add("outdated");

// The colours: those that were chosen, else the system's. The bundle is not told of them, for it
// would be late, and have the whole page looked at twice more.
const CHOICES = [null, "light", "dark"]; // as they stand in mkdocs.yml
const dark = matchMedia("(prefers-color-scheme: dark)");

function colour() {
  const scheme = CHOICES[get("__palette")?.index] ?? (dark.matches ? "dark" : "light");
  root.style.colorScheme = scheme;
  document.body?.setAttribute("data-md-color-scheme", scheme === "dark" ? "slate" : "default");
}
colour();
dark.addEventListener("change", colour);
addEventListener("colours", colour); // another choice was made: see visit/colours.js

// As soon as there is a body.
new MutationObserver((_, observer) => {
  if (!document.body) return;
  observer.disconnect();
  colour();
}).observe(root, { childList: true });
