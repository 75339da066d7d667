// The menu of narrow screens. Material opens it by a label, which no keyboard reaches.

/** Put a button in the label's place, with its look; Escape closes what it opens. */
export function offerMenu() {
  const open = document.getElementById("__drawer");
  const label = document.querySelector(".md-header [for=__drawer]");
  if (!(open instanceof HTMLInputElement) || !label) return;
  const button = document.createElement("button");
  for (const { name, value } of label.attributes) button.setAttribute(name, value);
  button.setAttribute("aria-label", "Menu");
  button.append(...label.childNodes);
  label.replaceWith(button);
  button.addEventListener("click", () => open.click());
  addEventListener("keydown", ({ key }) => key === "Escape" && open.checked && open.click());
}
