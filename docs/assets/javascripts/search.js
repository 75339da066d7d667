// The header search: the diagnosis above its own results.

import { diagnosed, element, inline, link } from "./errors.js";

const input = document.querySelector(".md-search__input");
const home = new URL("../../#error-log", import.meta.url).href;
const panel = element("section", { className: "search-diagnosis", hidden: true, "aria-label": "Diagnosis" });
document.querySelector(".md-search__scrollwrap")?.prepend(panel);

async function show() {
  const asked = input.value;
  const { state, results } = await diagnosed(asked);
  if (asked !== input.value) return;
  panel.hidden = state === "empty";
  panel.replaceChildren(
    element("p", { className: "search-diagnosis__state" }, { match: "Diagnosis", maybe: "Perhaps" }[state] ?? "Not known here. ", state === "none" ? element("a", { href: home }, "Paste more of what pip printed") : ""),
    ...results.slice(0, state === "match" ? 2 : 3).map((result) =>
      link(result, element("span", { className: "error-title" }, result.error.title), element("span", { className: "error-tldr" }, ...inline(result.error.tldr))),
    ),
  );
}

if (input) {
  input.addEventListener("input", show);
  input.form.addEventListener("reset", () => setTimeout(show));
  show();
}
