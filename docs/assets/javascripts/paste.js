// The box on the home page: paste a log, land on its page. Nothing of it leaves the browser.
//
// What it takes to read one, 50 KB, is loaded once somebody types, pastes, drops or chooses.
/** @import { Told } from "./found.js" */

// How much of an endless text stays in the box.
const KEPT = 100_000;
const MOST = 30_000_000;

const box = /** @type {HTMLTextAreaElement} */ (document.getElementById("error-log"));
const answer = /** @type {HTMLElement} */ (document.getElementById("diagnosis"));
const form = /** @type {HTMLFormElement} */ (box.form);
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const note = /** @type {HTMLElement} */ (form.querySelector(".paste__note"));
const file = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
const calm = note.textContent;
let turn = 0;

/** Diagnose a text and show what came out; it may be longer than what the box holds. */
async function read(text = box.value) {
  const mine = ++turn;
  note.textContent = calm;
  if (text.length > MOST) return refuse(text.length);
  if (text.length > KEPT) {
    put(text);
    const all = text.length.toLocaleString("en");
    const kept = KEPT.toLocaleString("en");
    note.textContent = `All ${all} characters were read. The box shows the last ${kept}.`;
  }
  const told = await tell(text);
  if (mine !== turn) return;
  if (told) show(told);
  else note.textContent = "The list of errors could not be loaded. Look for yours below.";
}

/**
 * What is to be said of a text; null where what reads it could not be loaded.
 * @param {string} text
 */
async function tell(text) {
  try {
    return await (await import("./found.js")).tell(text, box, status);
  } catch {
    return null;
  }
}

/** @param {number} length */
function refuse(length) {
  turn++;
  put("");
  const millions = Math.round(length / 1e6);
  note.textContent = `This text has ${millions} million characters. ` +
    "Paste its end: that is where pip says what failed.";
  show({ state: "empty", said: "", parts: [] });
}

/** @param {Told} told */
function show({ state, said, parts }) {
  form.classList.toggle("paste--filled", box.value !== "");
  answer.replaceChildren(...parts);
  answer.dataset.state = state;
  status.textContent = said;
}

/**
 * Put the end of a text into the box.
 * @param {string} text
 */
function put(text) {
  const kept = text.slice(-KEPT);
  if (box.value !== kept) box.value = kept;
}

/** @param {string} text */
function take(text) {
  put(text);
  read(text).then(come);
}

/** On a phone, what was found is below the screen. */
function come() {
  if (answer.getBoundingClientRect().top > innerHeight - 200) answer.scrollIntoView();
}

// Typing, pasting, dropping, choosing, trying.
let timer = 0;
box.addEventListener("input", (event) => {
  clearTimeout(timer);
  const type = event instanceof InputEvent ? event.inputType : "";
  if (type === "insertText" || type.startsWith("delete")) timer = setTimeout(read, 120);
  else read().then(come);
});

/** @param {File | undefined} file */
async function readFile(file) {
  if (!file) return;
  if (file.size > 4 * MOST) refuse(file.size);
  else take(await file.text());
}
file.addEventListener("change", () => {
  readFile(file.files?.[0]);
  file.value = "";
});
form.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("paste--over");
});
form.addEventListener("dragleave", () => form.classList.remove("paste--over"));
form.addEventListener("drop", (event) => {
  form.classList.remove("paste--over");
  const dropped = event.dataTransfer?.files[0];
  if (!dropped) return;
  event.preventDefault();
  readFile(dropped);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("click", ({ target }) => {
  const log = target instanceof HTMLElement ? target.dataset.log : undefined;
  if (log === undefined) return;
  take(log);
  if (log === "") box.focus();
  else box.scrollTop = 0;
});

// "/" opens the header search, as everywhere, as long as nothing stands in the box.
box.addEventListener("keydown", ({ key }) => key === "/" && box.value === "" && box.blur());

function fromAddress() {
  if (!location.hash.startsWith("#log=")) return false;
  let log = location.hash.slice(5);
  try {
    log = decodeURIComponent(log);
  } catch {
    // a stray per cent sign: read it as it is
  }
  take(log);
  return true;
}
addEventListener("hashchange", fromAddress);
const wide = matchMedia("(hover: hover) and (min-width: 60em)").matches;
if (!fromAddress()) {
  // Typed before this was loaded, or kept by the browser.
  if (box.value) read();
  else if (!location.hash && wide) box.focus({ preventScroll: true });
}
// The first diagnosis of all is slow, since nothing is compiled yet: let it not be the reader's.
const warm = () => tell("Retrying");
for (const sign of ["pointerdown", "keydown", "dragenter"]) {
  form.addEventListener(sign, warm, { once: true });
}
