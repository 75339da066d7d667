// The menu of narrow screens, and the list of a page's sections in it. Material opens both by
// labels, which no keyboard reaches.

const OPENERS = ".md-header [for=__drawer], .md-sidebar--primary [for=__toc]";

/** Put buttons in the labels' place, with their look; Escape closes what was opened last. */
export function offerMenu() {
  /** @type {[HTMLButtonElement, HTMLInputElement][]} */
  const buttons = [];
  for (const label of document.querySelectorAll(OPENERS)) {
    const toggle = label instanceof HTMLLabelElement && label.control;
    if (!(toggle instanceof HTMLInputElement)) continue;
    const button = inPlaceOf(label);
    buttons.push([button, toggle]);
    button.addEventListener("click", () => {
      toggle.click();
      // The list lies over the button that opened it, and has one of its own, which leads back.
      const other = buttons.find(([one, its]) => its === toggle && one !== button)?.[0];
      (other ?? button).focus({ preventScroll: true });
    });
  }
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") buttons.findLast(([, { checked }]) => checked)?.[0].click();
  });
}

/** @param {Element} label */
function inPlaceOf(label) {
  const button = document.createElement("button");
  for (const { name, value } of label.attributes) button.setAttribute(name, value);
  if (!label.textContent?.trim()) button.setAttribute("aria-label", "Menu");
  button.append(...label.childNodes);
  label.replaceWith(button);
  return button;
}
