// The box on the home page: paste a log, land on its page. Nothing of it leaves the browser.

import { diagnosed, element, inline, link } from "./errors.js";
import { mask } from "./diagnose.js";

// How much of an endless text stays in the box.
const KEPT = 100_000;
const MOST = 30_000_000;
// How much of an endless line is shown on each side of what matched.
const AROUND = 160;

const box = document.getElementById("error-log");
const answer = document.getElementById("diagnosis");
const form = box.form;
const status = form.querySelector("[role=status]");
const note = form.querySelector(".paste__note");
const calm = note.textContent;
let turn = 0;

/** Diagnose a text and show what came out; `text` may be longer than what the box holds. */
async function read(text = box.value) {
  const mine = ++turn;
  note.textContent = calm;
  if (text.length > MOST) {
    put("");
    note.textContent = `This text has ${Math.round(text.length / 1e6)} million characters. Paste its end: that is where pip says what failed.`;
    return show({ state: "empty", results: [] }, "");
  }
  if (text.length > KEPT) {
    put(text.slice(-KEPT));
    note.textContent = `All ${text.length.toLocaleString("en")} characters were read. The box shows the last ${KEPT.toLocaleString("en")}.`;
  }
  let found;
  try {
    found = await diagnosed(text);
  } catch {
    note.textContent = "The list of errors could not be loaded. Look for yours below.";
    return;
  }
  if (mine === turn) show(found, text);
}

function put(text) {
  if (box.value !== text) box.value = text;
}

function show({ state, results, known }, text) {
  form.classList.toggle("paste--filled", box.value !== "");
  const [best, ...others] = results;
  const parts = [];
  if (best) parts.push(card(best, state, text, known), others.length ? rest(others, state) : null);
  if (state === "none") parts.push(unknown());
  if (state === "maybe" || state === "none") parts.push(report(text));
  answer.replaceChildren(...parts.filter(Boolean));
  answer.dataset.state = state;
  status.textContent = { empty: "", match: `Found: ${best?.error.title}`, maybe: `Perhaps: ${best?.error.title}`, none: "No page about this yet." }[state];
}

function card(result, state, text, known) {
  const { error } = result;
  const fix = error.fixes[0];
  const more = error.fixes.length > 1 ? `All ${error.fixes.length} fixes, and what does not help` : "What went wrong, and what does not help";
  return element(
    "article",
    { className: `finding finding--${state}` },
    element("p", { className: "finding__state" }, state === "match" ? "This is your error" : "Not certain. Perhaps it is this"),
    element("h2", { className: "finding__title" }, link(result, error.title)),
    element("p", {}, ...inline((error.tldr + "\n").replace("`" + fix?.command + "`\n", ""))),
    fix ? command(fix) : null,
    fix ? proof(fix, known) : null,
    result.line ? why(result, text) : null,
    element("p", { className: "finding__more" }, element("a", { href: result.href }, more)),
  );
}

function command(fix) {
  const label = `Copy ${fix.file}`;
  const copy = element("button", { type: "button", className: "md-code__button", "data-md-type": "copy", "aria-label": label });
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(fix.command);
    status.textContent = "Copied.";
    copy.classList.add("copied");
    setTimeout(() => copy.classList.remove("copied"), 1500);
  });
  const bar = element("div", { className: "md-code__nav" }, copy);
  return element("div", { className: "highlight" }, element("span", { className: "filename" }, fix.file), element("pre", {}, bar, element("code", {}, fix.command)));
}

function proof({ verified_on: pips }, { verified }) {
  if (!verified || pips.length === 0) return element("p", { className: "proof proof--not-run" }, "Not verified in this build.");
  const words = pips.length > 3 ? `${pips.length} versions of pip, ${pips[0]} to ${pips.at(-1)}` : `pip ${pips.join(" and ")}`;
  return element("p", { className: "proof proof--fix" }, `Verified with ${words}, on ${verified.platform}, ${verified.date}.`);
}

/** The lines that matched, marked, with their neighbours; secrets masked. */
function why({ start, end }, text) {
  const first = text.lastIndexOf("\n", start - 1) + 1;
  const stop = (from) => (text.indexOf("\n", from) + 1 || text.length + 1) - 1;
  const last = stop(end);
  const number = text.slice(0, start).split("\n").length;
  const before = mask(text.slice(Math.max(first, start - 9000), start));
  const after = mask(text.slice(end, Math.min(last, end + 9000)));
  const above = text.slice(text.lastIndexOf("\n", first - 2) + 1, Math.max(0, first - 1));
  const below = text.slice(last + 1, stop(last + 1));
  const line = (near) => (near.trim() ? element("span", { className: "why__near" }, cut(mask(near.slice(0, 9000)), 2 * AROUND)) : null);
  const screen = element(
    "code",
    {},
    ...[line(above), above.trim() ? "\n" : null, cut(before, -AROUND), element("mark", {}, mask(text.slice(start, end).slice(0, 2000))), cut(after, AROUND), below.trim() ? "\n" : null, line(below)].filter(Boolean),
  );
  const jump = element("button", { type: "button", className: "paste__button" }, "Show it in the box");
  const at = text.length - box.value.length;
  jump.addEventListener("click", () => {
    box.focus();
    box.setSelectionRange(start - at, end - at);
    box.scrollTop = (box.scrollHeight * (start - at)) / (box.value.length || 1) - box.clientHeight / 2;
  });
  return element(
    "figure",
    { className: "why" },
    element("figcaption", {}, `Line ${number} of what you pasted says so. `, start >= at ? jump : null),
    element("div", { className: "language-text highlight" }, element("pre", {}, screen)),
  );
}

const cut = (text, most) =>
  text.length <= Math.abs(most) ? text : most < 0 ? `…${text.slice(most)}` : `${text.slice(0, most)}…`;

function rest(results, state) {
  const items = results.map((result) =>
    element("li", {}, link(result, element("span", { className: "error-title" }, result.error.title), element("span", { className: "error-tldr" }, result.line ? cut(result.line, AROUND) : result.error.tldr.replaceAll("`", "")))),
  );
  return element(
    "section",
    { className: "rest" },
    element("h3", {}, state === "match" ? "Also in what you pasted" : "Or one of these"),
    element("ul", { className: "error-list" }, ...items),
  );
}

function unknown() {
  return element(
    "article",
    { className: "finding finding--none" },
    element("p", { className: "finding__state" }, "Not known here"),
    element("h2", { className: "finding__title" }, "No page is about this text yet"),
    element(
      "ul",
      {},
      element("li", {}, "Run the command again with ", element("code", {}, "-vv"), " at its end, and paste all that it prints. pip keeps many causes to itself without it."),
      element("li", {}, "The cause often stands above the last line. Paste from the command down."),
      element("li", {}, "Is it pip that failed? Lines of conda, npm, Poetry, uv, or of your own program look alike."),
      element("li", {}, "Look through ", element("a", { href: "#errors" }, "all errors, by where they happen"), "."),
    ),
  );
}

/** A report that the person reads, and may change, before anything is sent. */
function report(text) {
  const lines = mask(text.slice(-20_000)).trim().split("\n");
  const title = element("input", { type: "text", value: cut(telling(lines).trim(), 90) });
  const log = element("textarea", { rows: 10, spellcheck: false, value: lines.slice(-60).join("\n").slice(-4000) });
  const run = lines.findLast((line) => /\bpip3? (install|download|wheel)\b/.test(line))?.match(/((?:\S+ -m )?pip3? .*)/)[1] ?? "";
  const command = element("input", { type: "text", value: cut(run, 200) });
  const copy = element("button", { type: "button", className: "paste__button" }, "Copy the report");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(`${title.value}\n\nThe command: ${command.value}\n\nWhat pip printed:\n\n${log.value}\n`);
    status.textContent = copy.textContent = "Copied.";
  });
  const issues = document.querySelector("meta[name=clinic-issues]")?.content;
  const open = issues ? element("a", { className: "md-button md-button--primary", target: "_blank", rel: "noopener noreferrer" }, "Open it as an issue") : null;
  const aim = () => open && (open.href = address(issues, title.value, command.value, log.value));
  aim();
  const fields = element(
    "details",
    { className: "report" },
    element("summary", {}, "Report it, so that it gets a page"),
    element("p", {}, "Nothing is sent before you send it. Credentials in addresses, tokens and names of home directories are masked: look whether more should go."),
    element("label", {}, "Title", title),
    element("label", {}, "The command", command),
    element("label", {}, "Report", log),
    element("p", { className: "report__bar" }, open, copy),
  );
  fields.addEventListener("input", aim);
  return fields;
}

/** The form unknown-error.yml, filled in; its fields' ids are the keys here. Servers refuse longer addresses. */
function address(issues, title, command, log) {
  const at = (kept) => `${issues}?${new URLSearchParams({ template: "unknown-error.yml", title, command, log: kept })}`;
  let kept = log;
  while (kept && at(kept).length > 7500) kept = kept.slice(Math.ceil(kept.length / 10));
  return at(kept);
}

const telling = (lines) => lines.findLast((line) => /error|fail|cannot|could not/i.test(line)) ?? lines.at(-1) ?? "";

// Typing, pasting, dropping, choosing, trying.
let timer;
box.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (event.inputType === "insertText" || event.inputType?.startsWith("delete")) timer = setTimeout(read, 120);
  else read();
});

async function readFile(file) {
  if (!file) return;
  if (file.size > 4 * MOST) return read(" ".repeat(MOST + 1));
  const text = await file.text();
  put(text.slice(-KEPT));
  read(text);
}
form.querySelector("input[type=file]").addEventListener("change", (event) => {
  readFile(event.target.files[0]);
  event.target.value = "";
});
form.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("paste--over");
});
form.addEventListener("dragleave", () => form.classList.remove("paste--over"));
form.addEventListener("drop", (event) => {
  form.classList.remove("paste--over");
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  readFile(file);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("click", ({ target }) => {
  const { log } = target.dataset;
  if (log === undefined) return;
  put(log);
  if (log === "") box.focus();
  else box.scrollTop = 0;
  read();
});

// "/" opens the header search, as everywhere, as long as nothing stands in the box.
box.addEventListener("keydown", (event) => event.key === "/" && box.value === "" && box.blur());

function fromAddress() {
  if (!location.hash.startsWith("#log=")) return false;
  let log = location.hash.slice(5);
  try {
    log = decodeURIComponent(log);
  } catch {
    // a stray per cent sign: read it as it is
  }
  put(log.slice(-KEPT));
  read(log);
  return true;
}
addEventListener("hashchange", fromAddress);
if (!fromAddress()) {
  // Typed before this was loaded, or kept by the browser.
  if (box.value) read();
  else if (!location.hash && matchMedia("(hover: hover) and (min-width: 60em)").matches) box.focus({ preventScroll: true });
}
// The first diagnosis of all is slow, since nothing is compiled yet: let it not be the reader's.
const warm = () => diagnosed("Retrying").catch(() => {});
if (document.activeElement === box) setTimeout(warm, 200);
else box.addEventListener("focus", warm, { once: true });
