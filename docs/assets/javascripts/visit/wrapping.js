// Words within code, each in an element of its own.

/**
 * Put what a pattern finds in some code into elements; return these.
 * @param {Iterable<Element>} codes
 * @param {RegExp} pattern with one group, which is all of it
 * @param {string} className of each
 */
export function wrapped(codes, pattern, className) {
  /** @type {HTMLElement[]} */
  const made = [];
  for (const code of codes) {
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const text = /** @type {Text} */ (texts.currentNode);
      if (pattern.test(text.data)) found.push(text);
    }
    for (const text of found) {
      const parts = text.data.split(pattern).map((part, i) => {
        if (i % 2 === 0) return part;
        const word = document.createElement("span");
        word.className = className;
        word.textContent = part;
        made.push(word);
        return word;
      });
      text.replaceWith(...parts);
    }
  }
  return made;
}
