// What is said where no page was found, and the report that the person reads, and may change,
// before anything is sent.

import { element } from "./errors.js";
import { mask } from "../diagnose.js";
import { cut } from "./finding.js";

/**
 * No page is about the text.
 * @param {boolean} [cut] whether it ends within a traceback
 */
export function unknown(cut) {
  return nothing(
    "Not known here",
    cut ? "The last line is missing" : "No page is about this text yet",
    element(
      "ul",
      {},
      element(
        "li",
        {},
        "Run the command again with ",
        element("code", {}, "-vv"),
        " at its end, and paste all that it prints. pip keeps many causes to itself without it.",
      ),
      element("li", {}, "The cause often stands above the last line. Paste from the command down."),
      element(
        "li",
        {},
        "Is it pip that failed? Lines of conda, npm, Poetry, uv, or of your own program look alike.",
      ),
      element(
        "li",
        {},
        "Look through ",
        element("a", { href: "#errors" }, "all errors, by where they happen"),
        ".",
      ),
    ),
  );
}

/**
 * The diagnosis itself failed.
 * @param {unknown} error
 */
export function broken(error) {
  return nothing(
    "This page failed",
    "Your text could not be read to its end",
    element(
      "p",
      {},
      `The diagnosis stopped with “${error}”. That is a mistake of this site, and says nothing of `,
      "your error. Paste a shorter part of the text, around what failed, or report it.",
    ),
  );
}

/**
 * @param {string} state
 * @param {string} title
 * @param {HTMLElement} words
 */
const nothing = (state, title, words) =>
  element(
    "article",
    { className: "finding finding--none" },
    element("p", { className: "finding__state" }, state),
    element("h2", { className: "finding__title" }, title),
    words,
  );

/**
 * @param {string} text
 * @param {HTMLElement} status where it is said that something was copied
 */
export function report(text, status) {
  const lines = mask(text.slice(-20_000)).trim().split("\n");
  const title = element("input", { type: "text", value: cut(telling(lines).trim(), 90) });
  const command = element("input", { type: "text", value: cut(commandIn(lines), 200) });
  const value = lines.slice(-60).join("\n").slice(-4000);
  const log = element("textarea", { rows: 10, spellcheck: false, value });
  const copy = element("button", { type: "button", className: "paste__button" }, "Copy the report");
  copy.addEventListener("click", async () => {
    const said = [title.value, `The command: ${command.value}`, "What pip printed:", log.value];
    await navigator.clipboard.writeText(`${said.join("\n\n")}\n`);
    status.textContent = copy.textContent = "Copied.";
  });
  const open = issueLink();
  const aim = () => {
    const fields = { title: title.value, command: command.value, log: log.value };
    if (open) open.link.href = address(open.issues, fields);
  };
  aim();
  const form = element(
    "details",
    { className: "report" },
    element("summary", {}, "Report it, so that it gets a page"),
    element(
      "p",
      {},
      "Nothing is sent before you send it. Credentials in addresses, tokens and names of home " +
        "directories are masked: look whether more should go.",
    ),
    element("label", {}, "Title", title),
    element("label", {}, "The command", command),
    element("label", {}, "Report", log),
    element("p", { className: "report__bar" }, open && open.link, copy),
  );
  form.addEventListener("input", aim);
  return form;
}

/** @param {string[]} lines */
const telling = (lines) =>
  lines.findLast((line) => /error|fail|cannot|could not/i.test(line)) ?? lines.at(-1) ?? "";

/** @param {string[]} lines */
const commandIn = (lines) =>
  lines.findLast((line) => /\bpip3? (install|download|wheel)\b/.test(line))
    ?.match(/((?:\S+ -m )?pip3? .*)/)?.[1] ?? "";

/** The link to a new issue, where the site has a repository. */
function issueLink() {
  const meta = document.querySelector("meta[name=clinic-issues]");
  if (!(meta instanceof HTMLMetaElement)) return null;
  const link = element(
    "a",
    {
      className: "md-button md-button--primary",
      target: "_blank",
      rel: "noopener noreferrer",
    },
    "Open it as an issue",
  );
  return { issues: meta.content, link };
}

/**
 * The form unknown-error.yml, filled in: its fields' ids are the keys. Servers refuse longer ones.
 * @param {string} issues
 * @param {{title: string, command: string, log: string}} fields
 */
function address(issues, fields) {
  const at = (/** @type {string} */ log) =>
    `${issues}?${new URLSearchParams({ template: "unknown-error.yml", ...fields, log })}`;
  let { log } = fields;
  while (log && at(log).length > 7500) log = log.slice(Math.ceil(log.length / 10));
  return at(log);
}
