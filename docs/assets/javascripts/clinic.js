// What neither Markdown nor CSS can say. Pages are complete without it.

import { fit } from "./visit/fitting.js";
import { wrapped } from "./visit/wrapping.js";

const CLINIC = /** @type {HTMLScriptElement} */ (document.currentScript).src;

// Material puts each copy button into a <nav>: a landmark without a name for every command on the
// page. Take the landmark away, and name the button after the file that it copies.
for (const block of document.querySelectorAll("pre")) {
  new MutationObserver((_, observer) => {
    const bar = block.querySelector(".md-code__nav");
    if (!bar) return;
    observer.disconnect();
    bar.setAttribute("role", "none");
    const file = block.parentElement?.querySelector(".filename")?.textContent.trim();
    bar.querySelector("button")?.setAttribute("aria-label", `Copy ${file ?? "this block"}`);
  }).observe(block, { childList: true });
}

// Browsers break lines after a hyphen, even between the two of "--user". Options stay in one piece.
wrapped(
  document.querySelectorAll(
    ".md-typeset :not(.language-text) > pre > code, .md-typeset :not(pre) > code",
  ),
  /(?<=^|\s)(--?\w[\w-]*)/,
  "option",
);

const answer = document.getElementById("answer");
if (answer) fit(answer);

// A table wider than the screen is scrolled with the keyboard, too. Material wraps them before "load".
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (box instanceof HTMLElement && box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
});

// The diagnosis is loaded where it is wanted: with the box on the home page, and for the search.
const beside = (/** @type {string} */ name) => new URL(name, CLINIC).href;
if (document.getElementById("error-log")) import(beside("paste.js"));
const query = document.querySelector(".md-search__input");
query?.addEventListener("focus", () => import(beside("search.js")), { once: true });

// Material's search reads its query as a language, in which "torch~=1.4" and "--user" are mistakes
// that end without a result. Pasted text is no language: its signs become spaces.
const { postMessage } = Worker.prototype;
/** @type {(this: Worker, message: any, ...others: any[]) => void} */
Worker.prototype.postMessage = function (message, ...others) {
  const asked = message?.type === 2 && typeof message.data === "string";
  const plain = asked
    ? { ...message, data: message.data.replace(/[:~^*+]+|(?<=^|\s)-+/g, " ") }
    : message;
  return postMessage.call(this, plain, ...others);
};
