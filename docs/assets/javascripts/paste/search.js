// The header search: the diagnosis above its own results.
/** @import { Diagnosed } from "./errors.js" */

import { diagnosed, element, entry, inline, loading } from "./errors.js";

/**
 * Diagnose what stands in the search box, now and whenever it changes.
 * @param {HTMLInputElement} input
 */
export function search(input) {
  const panel = element("section", {
    className: "search-diagnosis",
    hidden: true,
    "aria-label": "Diagnosis",
  });
  const show = async () => {
    const asked = input.value;
    const known = await loading;
    if (!known || asked !== input.value) return;
    const { state, results } = diagnosed(asked, known);
    panel.hidden = state === "empty";
    panel.replaceChildren(
      element("p", { className: "search-diagnosis__state" }, ...heading(state)),
      ...results.slice(0, state === "match" ? 2 : 3).map((result) =>
        entry(result, ...inline(result.error.tldr))
      ),
    );
  };
  document.querySelector(".md-search__scrollwrap")?.prepend(panel);
  input.addEventListener("input", show);
  input.form?.addEventListener("reset", () => setTimeout(show));
  show();
}

/** @param {Diagnosed["state"]} state */
function heading(state) {
  if (state === "match") return ["Diagnosis"];
  if (state === "maybe") return ["Perhaps"];
  /** @type {HTMLAnchorElement | null} */
  const home = document.querySelector(".md-logo");
  const more = element("a", { href: `${home?.href}#error-log` }, "Paste more of what pip printed");
  return ["Not known here. ", state === "none" ? more : null];
}
