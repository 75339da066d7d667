// One UTF-16 unit in the normal form: no case, one kind of quotes and dashes, nothing drawn.

/** What a unit becomes that does not count. */
export const SKIP = 0;
export const LINE_FEED = 10;
export const QUOTE = 39;
export const DASH = 45;

const FOLDED = new Uint16Array(1 << 16);
for (let code = 0xb0; code < FOLDED.length; code++) FOLDED[code] = code;
for (let code = 33; code < 127; code++) FOLDED[code] = code >= 65 && code <= 90 ? code + 32 : code;
for (const quote of '"`´«»‘’‚‛“”„‟′″') FOLDED[quote.charCodeAt(0)] = QUOTE;
for (const dash of "‐‑‒–—―−") FOLDED[dash.charCodeAt(0)] = DASH;
// Markdown eats them.
for (const sign of "*_\\") FOLDED[sign.charCodeAt(0)] = SKIP;
// Spaces and marks, box drawing, what progress bars are made of.
FOLDED.fill(SKIP, 0x2000, 0x2010).fill(SKIP, 0x2028, 0x2030).fill(SKIP, 0x205f, 0x2070);
FOLDED.fill(SKIP, 0x2500, 0x25a0).fill(SKIP, 0x2800, 0x2900);
FOLDED[0x3000] = FOLDED[0xfeff] = SKIP;
// Full width.
FOLDED.copyWithin(0xff01, 0x21, 0x7f);

/**
 * A UTF-16 unit in the normal form, or SKIP.
 * @param {number} code
 */
export const fold = (code) => FOLDED[code];

/**
 * The text of the first units, by pieces: an engine takes only so many arguments.
 * @param {Uint16Array} codes
 * @param {number} size
 */
export function asText(codes, size) {
  let text = "";
  for (let from = 0; from < size; from += 8192) {
    const piece = codes.subarray(from, Math.min(size, from + 8192));
    text += Reflect.apply(String.fromCharCode, null, piece);
  }
  return text;
}
