// "Copy for an assistant": the cause, the fixes and what does not help, as Markdown.

const SECTIONS = /^## .*#(find-your-cause|fixes|what-does-not-fix-it)\b/;

/** Mind the button on the card. It needs the page's twin, which is there once the site is built. */
export function forAssistants() {
  const button = document.querySelector(".answer__assistant");
  /** @type {HTMLLinkElement | null} */
  const twin = document.querySelector("link[type='text/markdown']");
  if (twin) { // Material takes it for another language, and asks for a sitemap beside it
    twin.rel = "";
    addEventListener("load", () => twin.rel = "alternate");
  }
  if (!button || !twin) return button?.remove();
  const name = button.textContent;
  const status = document.querySelector("[role=status]"); // copying.js has put it there
  button.addEventListener("click", async () => {
    try {
      const text = await (await fetch(twin.href)).text();
      await navigator.clipboard.writeText(told(text, twin.href));
      button.textContent = "Copied";
      if (status) status.textContent = "Copied";
      setTimeout(() => button.textContent = name, 1500);
    } catch { // no clipboard, or no connection any more: it can be read there
      location.assign(twin.href);
    }
  });
}

/**
 * What an assistant is told of a twin: its beginning and the sections that help, with their notes.
 * @param {string} text
 * @param {string} address
 */
function told(text, address) {
  const parts = text.split(/^(?=## )/m).filter((part, i) => i === 0 || SECTIONS.test(part));
  const body = parts.join("").replace(
    /\]\((?!\w+:)([^)]+)/g,
    (_, to) => `](${new URL(to, address)}`,
  );
  const notes = text.match(/^\[\^.+?\]:.*$/gm) ?? [];
  const cited = notes.filter((note) => body.includes(note.split(":")[0]));
  return [`${body.trim()}\n`, ...cited, `\nFrom ${address}\n`].join("\n");
}
