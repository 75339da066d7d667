// What neither Markdown nor CSS can say. Pages are complete without it.

import { forAssistants } from "./visit/assistant.js";
import { offerColours } from "./visit/colours.js";
import { copyable } from "./visit/copying.js";
import { filters } from "./visit/filtering.js";
import { fit } from "./visit/fitting.js";
import { unfold } from "./visit/folds.js";
import { offerMenu } from "./visit/menu.js";
import { notesBeside } from "./visit/notes.js";
import { linkTabs } from "./visit/tabs.js";
import { searchReadsText, searchWaits } from "./visit/waiting.js";
import { wrapped } from "./visit/wrapping.js";

const CLINIC = /** @type {HTMLScriptElement} */ (document.currentScript).src;

searchReadsText();
searchWaits();
offerColours();
offerMenu();
copyable();
forAssistants();
linkTabs();
unfold();
notesBeside();

// Browsers break lines after a hyphen, even between the two of "--user". Options stay in one piece.
wrapped(
  document.querySelectorAll(
    ".md-typeset :not(.language-text) > pre > code, .md-typeset :not(pre) > code",
  ),
  /(?<=^|\s)(--?\w[\w-]*)/,
  "option",
);

// What a search result led here for.
const sought = new URLSearchParams(location.search).get("h")?.match(/\w+/g);
if (sought) {
  const words = new RegExp(`\\b(${sought.join("|")})`, "i");
  wrapped(document.querySelectorAll("article"), words, "sought");
}

const answer = document.getElementById("answer");
if (answer) fit(answer);

/** @type {HTMLInputElement | null} */
const filter = document.querySelector(".filter input");
if (filter) filters(filter);

// A table wider than the screen is scrolled with the keyboard, too.
addEventListener("load", () => {
  for (const table of document.querySelectorAll("table")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
});

// The diagnosis is loaded where it is wanted: with the box on the home page, and for the search.
const beside = (/** @type {string} */ name) => new URL(name, CLINIC).href;
if (document.getElementById("error-log")) import(beside("paste.js"));
/** @type {HTMLInputElement | null} */
const query = document.querySelector(".md-search__input");
query?.addEventListener("focus", async () => (await import(beside("found.js"))).search(query), {
  once: true,
});

// And for agents, in browsers that have them.
const agents = Reflect.get(document, "modelContext") ?? Reflect.get(navigator, "modelContext");
if (agents) import(beside("tools.js")).then(({ offer }) => offer(agents));
