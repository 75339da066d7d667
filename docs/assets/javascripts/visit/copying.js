// A button on each block of code that is there to be copied.
//
// Material has such buttons, too. It puts them in one by one, and measures the page after each.

const NOT_COPIED = ".no-copy, .language-text";
const SHOWN = 1500; // milliseconds

/** All at once, and one listener for all, also for those that a diagnosis brings later. */
export function copyable() {
  for (const code of document.querySelectorAll("pre > code")) {
    const block = code.closest(".highlight");
    if (!block || block.matches(NOT_COPIED)) continue;
    const bar = document.createElement("div");
    bar.className = "md-code__nav";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-code__button";
    button.dataset.mdType = "copy";
    bar.append(button);
    code.before(bar);
    name(button, "Copy");
  }
  const status = document.querySelector("[role=status]") ?? document.createElement("p");
  if (!status.isConnected) {
    status.className = "unseen";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  addEventListener("click", async ({ target }) => {
    if (!(target instanceof HTMLButtonElement && target.matches(".md-code__button"))) return;
    const code = target.closest("pre")?.querySelector("code");
    if (!code) return;
    await copy(code);
    name(target, status.textContent = "Copied");
    setTimeout(() => name(target, "Copy"), SHOWN);
  });
}

/**
 * Name a button after what it does, and the file that it does it with.
 * @param {HTMLButtonElement} button
 * @param {string} word
 */
function name(button, word) {
  const file = button.closest(".highlight")?.querySelector(".filename")?.textContent.trim();
  button.textContent = word;
  button.setAttribute("aria-label", `${word} ${file ?? "this block"}`);
}

/** @param {HTMLElement} code */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent.trimEnd());
  } catch { // where the browser has none, or does not let us: not over plain HTTP
    getSelection()?.selectAllChildren(code);
    document.execCommand("copy");
  }
}
