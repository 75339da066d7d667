// The button for the colours, which first.js sets.

import { material } from "./memory.js";

const CHOSEN = "__palette"; // Material's own place for it

/** Show the button for the present choice, and mind another one. */
export function offerColours() {
  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = document.querySelectorAll(`input[name=${CHOSEN}]`);
  /** @param {number} chosen */
  const show = (chosen) =>
    choices.forEach((choice, index) => {
      choice.checked = index === chosen;
      choice.nextElementSibling?.toggleAttribute("hidden", index !== chosen);
    });
  show(material("get")(CHOSEN)?.index ?? 0);
  choices.forEach((choice, index) =>
    choice.addEventListener("change", () => {
      material("set")(CHOSEN, { index });
      show(index);
      dispatchEvent(new Event("colours"));
    })
  );
}
