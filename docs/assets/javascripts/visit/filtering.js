// The list of errors holds those with every word that was typed, and says how many these are.

/** @param {HTMLInputElement} input */
export function filters(input) {
  const entries = [...document.querySelectorAll(".error-list > li")];
  const texts = entries.map(({ textContent }) => textContent.toLowerCase());
  const counted = input.closest(".filter")?.querySelector("output");
  const filter = () => {
    const words = input.value.toLowerCase().split(/\s+/);
    entries.forEach((entry, i) =>
      entry.toggleAttribute("hidden", !words.every((word) => texts[i].includes(word)))
    );
    let left = 0;
    for (const list of document.querySelectorAll(".error-list")) {
      const shown = list.querySelectorAll("li:not([hidden])").length;
      list.previousElementSibling?.toggleAttribute("hidden", !shown);
      list.toggleAttribute("hidden", !shown);
      left += shown;
    }
    if (counted) counted.textContent = `${left} of ${entries.length} errors`;
  };
  input.addEventListener("input", filter);
  if (input.value) filter();
}
