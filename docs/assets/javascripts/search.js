// The header search: the diagnosis above its own results.
/** @import { Diagnosed } from "./errors.js" */

import { diagnosed, element, entry, inline, loading } from "./errors.js";

const input = /** @type {HTMLInputElement | null} */ (document.querySelector(".md-search__input"));
const home = `${
  /** @type {HTMLAnchorElement} */ (document.querySelector(".md-logo")).href
}#error-log`;
const panel = element("section", {
  className: "search-diagnosis",
  hidden: true,
  "aria-label": "Diagnosis",
});
document.querySelector(".md-search__scrollwrap")?.prepend(panel);

/** @param {HTMLInputElement} input */
async function show(input) {
  const asked = input.value;
  const known = await loading;
  if (known && asked === input.value) render(diagnosed(asked, known));
}

/** @param {Diagnosed} diagnosis */
function render({ state, results }) {
  panel.hidden = state === "empty";
  panel.replaceChildren(
    element("p", { className: "search-diagnosis__state" }, ...heading(state)),
    ...results.slice(0, state === "match" ? 2 : 3).map((result) =>
      entry(result, ...inline(result.error.tldr))
    ),
  );
}

/** @param {Diagnosed["state"]} state */
function heading(state) {
  if (state === "match") return ["Diagnosis"];
  if (state === "maybe") return ["Perhaps"];
  const more = element("a", { href: home }, "Paste more of what pip printed");
  return ["Not known here. ", state === "none" ? more : null];
}

if (input) {
  input.addEventListener("input", () => show(input));
  input.form?.addEventListener("reset", () => setTimeout(() => show(input)));
  show(input);
}
