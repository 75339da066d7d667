// What a footnote says, beside its number, for those who point at it.

const NUMBER = ".footnote-ref";
const PATIENCE = 250; // milliseconds, to get from the number into the note
const MARGIN = 16; // pixels, to the edge of the screen

/** One box for all notes, which comes when a number is pointed at or reached with the keyboard. */
export function notesBeside() {
  const box = document.createElement("aside");
  box.className = "note-beside md-typeset";
  box.hidden = true;
  let timer = 0;
  const hide = () => {
    timer = setTimeout(() => box.hidden = true, PATIENCE);
  };
  /** @param {Event} event */
  const show = ({ target }) => {
    if (!(target instanceof Element)) return;
    const number = target.closest(NUMBER);
    if (number instanceof HTMLAnchorElement) place(box, number);
    if (number || box.contains(target)) clearTimeout(timer);
    else if (!box.hidden) hide();
  };
  addEventListener("pointerover", show);
  addEventListener("focusin", show);
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
}

/**
 * @param {HTMLElement} box
 * @param {HTMLAnchorElement} number
 */
function place(box, number) {
  const note = document.getElementById(number.hash.slice(1));
  if (!note) return;
  box.replaceChildren(...[...note.cloneNode(true).childNodes]);
  for (const back of box.querySelectorAll(".footnote-backref")) back.remove();
  box.hidden = false;
  number.closest("sup")?.after(box);
  box.style.marginInlineStart = "";
  const over = box.getBoundingClientRect().right - document.documentElement.clientWidth + MARGIN;
  if (over > 0) box.style.marginInlineStart = `${-over}px`;
}
