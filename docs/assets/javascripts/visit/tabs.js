// Tabs: one choice is for all of a page that have one of that name, and for the pages to come.

import { material } from "./memory.js";

const LABELS = ".tabbed-labels > label";
const KEPT = "__tabs"; // Material's own place for it

/** Name each group of tabs; open those that the reader chose before and the one that an address names; mind new choices. */
export function linkTabs() {
  for (const tabs of document.querySelectorAll(".tabbed-set")) {
    const names = [...tabs.querySelectorAll(LABELS)].map((label) => label.textContent?.trim());
    tabs.setAttribute("role", "group");
    tabs.setAttribute("aria-label", `One of ${names.join(", ")}`);
  }
  const chosen = material("get")(KEPT);
  if (Array.isArray(chosen)) chosen.toReversed().forEach(openTabs);
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLInputElement && target.name.startsWith("__tabbed_")) {
    target.checked = true;
  }
  addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement && target.name.startsWith("__tabbed_"))) return;
    const name = target.labels?.[0]?.textContent.trim() ?? "";
    const before = target.getBoundingClientRect().top;
    openTabs(name);
    scrollBy(0, target.getBoundingClientRect().top - before); // what was chosen stays where it was
    material("set")(KEPT, [...new Set([name, ...material("get")(KEPT) ?? []])]);
  });
}

/**
 * Open each tab of this name.
 * @param {string} name
 */
function openTabs(name) {
  for (const label of document.querySelectorAll(LABELS)) {
    if (!(label instanceof HTMLLabelElement) || label.textContent.trim() !== name) continue;
    if (label.control instanceof HTMLInputElement) label.control.checked = true;
  }
}
