// What is shown of a log goes without credentials in addresses, tokens, and names of home
// directories.

const KEYS =
  `(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)["']?`;
/** @type {[RegExp, string][]} */
const SECRETS = [
  [/(\b[a-z][a-z\d+.-]{1,20}:\/\/)[^\s/@'"<>]{1,300}@/gi, "$1***@"],
  [
    /\b(?:pypi-[\w-]{16,}|gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{12,}|npm_\w{16,}|hf_\w{16,}|sk-[\w-]{16,}|xox[abprs]-[\w-]{8,}|(?:AKIA|ASIA)[A-Z\d]{12,}|eyJ[\w-]{10,}(?:\.[\w-]*){0,2})/g,
    "***",
  ],
  [
    /\b(authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:basic|bearer|token)\s{1,4}|bearer\s{1,4})[\w.~+/=-]{6,}/gi,
    "$1***",
  ],
  [new RegExp(`(${KEYS}\\s{0,3}=\\s{0,3}["']?)[^\\s"',;&]{1,200}`, "gi"), "$1***"],
  [
    new RegExp(
      `(${KEYS}(?:\\s{0,3}:\\s{0,3}|\\s{1,3})["']?)(?=[^\\s"',;&]{0,80}\\d)[^\\s"',;&]{6,200}`,
      "gi",
    ),
    "$1***",
  ],
  [
    /((?:^|[^\w])\/(?:home|Users)\/)(?!you\b)[^\s/'":,;<>]{1,100}(?: [^\s/'":,;<>]{1,100}(?=\/))?/g,
    "$1you",
  ],
  [
    /(\\{1,2}(?:Users|Documents and Settings)\\{1,2})(?!you\b)[^\\'":,;<>\r\n]{1,100}/gi,
    "$1you",
  ],
];
// So much is masked at once: a pattern needs memory for each unit that it takes.
const PIECE = 4_000_000;

/**
 * The text without credentials in addresses, tokens, and names of home directories.
 * @param {string} text
 * @returns {string}
 */
export function mask(text) {
  if (text.length > PIECE) {
    const end = text.lastIndexOf("\n", PIECE) + 1 || PIECE;
    return mask(text.slice(0, end)) + mask(text.slice(end));
  }
  return SECRETS.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text);
}

// How much of an endless line is shown around what matched, and how much at most.
const AROUND = 200;
const MOST = 1000;

/**
 * The line or lines of a text in which something stands, as one, not endless, masked.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
export function maskedLine(text, start, end) {
  const from = Math.max(text.lastIndexOf("\n", start) + 1, start - AROUND);
  const next = text.indexOf("\n", end);
  const to = Math.min(next < 0 ? text.length : next, end + AROUND, from + MOST);
  return mask(text.slice(from, to).replace(/\s+/g, " ").trim());
}
