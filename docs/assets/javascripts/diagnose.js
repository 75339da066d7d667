// Which error is it? `diagnose(text, errors)` finds the pages of errors.json that a pasted log is
// about. It is pure: no DOM, no network, no clock; it runs in browsers and in Node.
//
// 1 normal form   2 signatures   3 is it pip's?   4 ranking   5 free words   6 masking
//
// The work is linear in the text: one pass makes the normal form, one pass looks for the rarest
// six characters of every signature at once, and only where they stand is a signature tried.

import MiniSearch from "./vendor/minisearch-7.2.0.js";

const CONFIDENT = 0.6;
const SHOWN = 5;

/**
 * @param {string} text what was pasted
 * @param {object|object[]} errors the content of errors.json, or its list of errors
 * @returns {{state: "empty"|"match"|"maybe"|"none", results: {slug: string, confidence: number,
 *   line: string, signature: string, start: number, end: number}[]}} best first; `line` is what
 *   matched, secrets masked; start and end are where, in `text`
 */
export function diagnose(text, errors) {
  const known = compiled(errors.errors ?? errors);
  const normal = normalForm(text);
  if (!/[^\s\p{P}\p{S}\p{C}\p{Z}]/u.test(normal.text)) return { state: "empty", results: [] };
  let results = ranked(found(normal, known), normal, text, known);
  if (results.length === 0) results = byWords(text, known);
  const state = results.length === 0 ? "none" : results[0].confidence >= CONFIDENT ? "match" : "maybe";
  return { state, results: results.slice(0, SHOWN) };
}

// 1 normal form -------------------------------------------------------------------------------
//
// Consoles, CI systems, chats and web pages colour, prefix, quote, escape and wrap what pip prints.
// The normal form drops all that can differ: white space (so a text matches wherever it is
// wrapped, even in the middle of a word), case, kinds of quotes and dashes, box drawing, escapes.
// A line break stays only before a line that begins a new message.

const LF = 10;
const SKIP = 0;
const ASCII = new Uint16Array(128);
for (let c = 33; c < 127; c++) ASCII[c] = c >= 65 && c <= 90 ? c + 32 : c;
for (const c of '"`') ASCII[c.charCodeAt(0)] = 39;
// Markdown eats them.
for (const c of "*_\\") ASCII[c.charCodeAt(0)] = SKIP;
const ENTITY = /&(?:(lt)|(gt)|(amp)|quot|apos|#0*3[49]|#x2[27]|ldquo|rdquo|lsquo|rsquo|(nbsp));/yi;
const ANSI = /\x1b(?:\[[\d;:?]{0,40}[ -/]?[@-~]|\][^\x07\x1b\n]{0,300}(?:\x07|\x1b\\)|[()][A-Z0-9]|.)?/y;
// The escape character itself got lost.
const BARE_ANSI = /\[\d{1,3}(?:;\d{1,3}){0,4}[mK]/y;
const WRITTEN_ESCAPE = /\\(?:x1b|u001b|033|e)\[[\d;]{0,20}[mK]/yi;
const WRITTEN_BREAK = /\\{1,4}[nr](?:(?![a-z])|(?=error:|note:|hint:|pip |warning:))/y;
const WRITTEN_CHARACTER = /\\u([\da-f]{4})/yi;
// What stands before a line of pip's: quotes, comments, times, BuildKit, compose, CI, list numbers.
const PREFIX =
  /(?:#\d{1,4}(?=\s)|[ \t\u00a0\u200b|#*•⎿\u2500-\u256f\u2571-\u259f]|>(?!>)|=>|\/\/|\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d[.,:\d]*(?:Z|[+-]\d\d:?\d\d)?|\[[\dTZ:.,\/ +-]{5,40}\]|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?=\s)|\d{1,5}\.\d{1,3}(?=\s)|\d{1,4}:(?=\s)|[\w.-]{1,40} {0,8}\|(?=\s)|##\[\w{1,20}\]|::\w{1,20}::|\[(?:ERROR|error|WARN(?:ING)?|INFO|stderr|stdout|builder)[^\]\n]{0,40}\](?=\s)|std(?:err|out)[: ](?:F )?)*/y;
const HEAD =
  /(?:(?:WARNING|ERROR|INFO(?=: )|DEPRECATION|Exception|error|note|hint|HINT|Hint)\b:?|[×x✗] |Collecting \S|Downloading \S|Obtaining \S|Using cached|Retrying \(|Could not (?:f|i)|Cannot (?:i|u)|No matching|Requirement already|Traceback \(|File "|Installing (?:c|b)|Building wheel|Looking in|Successfully|Failed (?:to )?b|Processing |Running (?:setup|command)|During handling|\[(?:notice|end)|[$❯➜] |npm |[\w.]{1,80}(?:Error|Exception): )/y;

function at(pattern, text, index) {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** The normal form as text, and for each of its characters where it stands in the original. */
function normalForm(text, start = Math.max(0, at(PREFIX, text, 0))) {
  const length = text.length;
  const codes = new Uint16Array(length + 1);
  const where = new Uint32Array(length + 2);
  let size = 0;
  let i = start;
  const put = (code, from) => {
    // -- may have become –.
    if (code === 45 && size > 0 && codes[size - 1] === 45) return;
    codes[size] = code;
    where[size++] = from;
  };
  const breakLine = (from) => {
    if (size > 0 && codes[size - 1] !== LF) put(LF, from);
  };
  const newLine = () => {
    const from = i;
    i = at(PREFIX, text, i);
    const code = text.charCodeAt(i);
    if (code === LF || code === 13 || (at(HEAD, text, i) >= 0 && asText(codes.subarray(size - 7, size), 7) !== "duetoan")) breakLine(from);
  };
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      if (code === LF || code === 13) {
        i += code === 13 && text.charCodeAt(i + 1) === LF ? 2 : 1;
        newLine();
        continue;
      }
      let end = -1;
      if (code === 27) end = at(ANSI, text, i);
      else if (code === 91) end = at(BARE_ANSI, text, i);
      else if (code === 38) {
        ENTITY.lastIndex = i;
        const entity = ENTITY.exec(text);
        if (entity) {
          if (!entity[4]) put(entity[1] ? 60 : entity[2] ? 62 : entity[3] ? 38 : 39, i);
          end = ENTITY.lastIndex;
        }
      } else if (code === 92) {
        end = at(WRITTEN_ESCAPE, text, i);
        if (end < 0) {
          end = at(WRITTEN_BREAK, text, i);
          if (end > 0) {
            i = end;
            newLine();
            continue;
          }
        }
        if (end < 0 && at(WRITTEN_CHARACTER, text, i) > 0) {
          const written = fold(parseInt(text.slice(i + 2, i + 6), 16));
          if (written !== SKIP) put(written, i);
          end = i + 6;
        }
      } else if ((code === 87 || code === 69) && text.charCodeAt(i - 1) === 32) {
        if (text.startsWith("WARNING: ", i) || text.startsWith("ERROR: ", i)) breakLine(i);
      } else if (code === 45 || code === 43) {
        // +-> is what pip draws where it cannot draw ╰─>
        if (text.charCodeAt(i + 1) === 62 || text.startsWith("+->", i)) end = i + 1;
      }
      if (end > i) {
        i = end;
        continue;
      }
    }
    const folded = fold(code);
    if (folded !== SKIP) put(folded, i);
    i++;
  }
  where[size] = length;
  return { text: asText(codes, size), codes, where, size, original: text };
}

/** One UTF-16 unit in the normal form, or SKIP. */
function fold(code) {
  if (code < 128) return ASCII[code];
  if (code < 0xbf) return code === 0xb4 || code === 0xab || code === 0xbb ? 39 : code < 0xb0 ? SKIP : code;
  if (code >= 0x2000 && code < 0x2c00) {
    if (code >= 0x2018 && code <= 0x201f) return 39;
    if (code >= 0x2010 && code <= 0x2015) return 45;
    if (code === 0x2212) return 45;
    if (code === 0x2032 || code === 0x2033) return 39;
    if (code <= 0x200f || (code >= 0x2028 && code <= 0x202f) || (code >= 0x205f && code <= 0x206f)) return SKIP;
    if ((code >= 0x2500 && code < 0x25a0) || (code >= 0x2800 && code < 0x2900)) return SKIP;
    return code;
  }
  // Full width.
  if (code >= 0xff01 && code <= 0xff5e) return ASCII[code - 0xfee0];
  if (code === 0x3000 || code === 0xfeff) return SKIP;
  return code;
}

function asText(codes, size) {
  let text = "";
  for (let from = 0; from < size; from += 8192) {
    text += String.fromCharCode.apply(null, codes.subarray(from, Math.min(size, from + 8192)));
  }
  return text;
}

// 2 signatures --------------------------------------------------------------------------------

const GRAM = 6;
const BUCKETS = 1 << 14;
// 31 ** (GRAM - 1).
const HIGH = Math.imul(31, Math.imul(31, Math.imul(31, Math.imul(31, 31))));
// How many characters a star may stand for.
const REACH = 700;
// How much of an endless line is looked at at once.
const WINDOW = 8192;
const OVERLAP = 1500;

const cache = new WeakMap();

/** Everything that is the same for each text: computed once for a list of errors. */
function compiled(errors) {
  let known = cache.get(errors);
  if (!known) cache.set(errors, (known = compile(errors)));
  return known;
}

function compile(errors) {
  const patterns = [];
  const add = (signature, page, weight = 0) => {
    // A quoted message loses its full stop.
    const parts = signature.replace(/( [a-z]+)\.$/i, "$1").split("*").map((part) => normalForm(part, 0).text.replaceAll("\n", "")).filter(Boolean);
    // Else its last word ends there: "pip" is not "pipenv".
    const open = !/^[^*]*[a-z\d]$/.test(signature);
    if (parts.length) patterns.push({ parts, open, page, signature, weight: weight || parts.join("").length });
  };
  const references = new Map();
  errors.forEach((error, page) => {
    for (const signature of error.signatures) add(signature, page);
    for (const code of error.pip_references ?? []) references.set(code, [...(references.get(code) ?? []), page]);
  });
  for (const [code, pages] of references) {
    for (const page of pages) {
      add(`error: ${code}`, page, pages.length === 1 ? 0 : 1);
      patterns[patterns.length - 1].shared = pages.length > 1;
    }
  }
  for (const mark of PIPS_OWN) add(mark, "pip");
  for (const mark of OTHER_TOOLS) add(mark, "other");
  add("Successfully installed ", "done");
  const often = new Uint16Array(BUCKETS);
  for (const { parts } of patterns) for (const part of parts) eachGram(part, (bucket) => often[bucket]++);
  const buckets = new Array(BUCKETS);
  const loose = [];
  patterns.forEach(({ parts }, number) => {
    let rarest = -1;
    for (const part of parts) eachGram(part, (bucket) => rarest < 0 || often[bucket] < often[rarest] ? (rarest = bucket) : 0);
    if (rarest < 0) loose.push(number);
    else (buckets[rarest] ??= []).push(number);
  });
  return { errors, patterns, buckets, loose, slugs: new Map(errors.map((error, page) => [error.slug, page])) };
}

function eachGram(part, visit) {
  for (let k = 0; k + GRAM <= part.length; k++) {
    let hash = 0;
    for (let c = k; c < k + GRAM; c++) hash = (Math.imul(hash, 31) + part.charCodeAt(c)) | 0;
    visit(slot(hash));
  }
}

const slot = (hash) => (hash ^ (hash >>> 15)) & (BUCKETS - 1);

/** For each pattern that stands in the text, where it stands last: [pattern, start, end, chunk]. */
function found(normal, { patterns, buckets, loose }) {
  const { text, codes, size } = normal;
  const hits = [];
  const done = new Uint8Array(patterns.length);
  const seen = new Int32Array(patterns.length).fill(-1);
  let to = size;
  let start = size;
  while (to > 0) {
    // From the end, message by message; an endless one in overlapping windows.
    if (to <= start) start = text.lastIndexOf("\n", to - 1) + 1;
    const from = Math.max(start, to - WINDOW);
    const candidates = [];
    let hash = 0;
    for (let k = from; k < to; k++) {
      hash = Math.imul(hash, 31) + codes[k];
      if (k - from >= GRAM - 1) {
        const bucket = buckets[slot(hash | 0)];
        if (bucket !== undefined) {
          for (const number of bucket) {
            if (!done[number] && seen[number] !== to) {
              seen[number] = to;
              candidates.push(number);
            }
          }
        }
        hash = (hash - Math.imul(HIGH, codes[k - GRAM + 1])) | 0;
      }
    }
    for (const number of loose) if (!done[number]) candidates.push(number);
    if (candidates.length) {
      const chunk = text.slice(from, to);
      for (const number of candidates) {
        const span = spanOf(patterns[number], chunk, normal, from);
        if (span) {
          done[number] = 1;
          hits.push({ pattern: patterns[number], start: from + span[0], end: from + span[1], from, to });
        }
      }
    }
    to = from > start ? from + OVERLAP : start - 1;
  }
  return hits;
}

/** Where the parts stand in the chunk, in their order and not far apart. */
function spanOf({ parts, open }, chunk, normal, offset) {
  let first = -1;
  let begin = 0;
  tries: for (let attempt = 0; attempt < 8; attempt++) {
    first = chunk.indexOf(parts[0], begin);
    if (first < 0) return null;
    begin = first + 1;
    let end = first + parts[0].length;
    for (let k = 1; k < parts.length; k++) {
      const next = chunk.indexOf(parts[k], end);
      if (next < 0) return null;
      if (next - end > REACH) continue tries;
      end = next + parts[k].length;
    }
    if (open || !joined(chunk, normal, offset, end)) return [first, end];
  }
  return null;
}

/** Whether the word or dotted name that ends at a place goes on behind it, in the original. */
function joined(chunk, { where, original }, offset, k) {
  return word(chunk.charCodeAt(k - 1)) && at(GOES_ON, original, where[offset + k - 1] + 1) >= 0;
}

const GOES_ON = /[._]{0,3}[A-Za-z\d]/y;
const word = (code) => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

// 3 is it pip's? ------------------------------------------------------------------------------
//
// urllib3, requests, OpenSSL and the operating system print the same words for pip, conda, Poetry
// and your own program. Such words count in full only beside something that is pip's own.

const PIPS_OWN = [
  "pip install", "pip3 install", "-m pip ", "pip._vendor", "-packages/pip/",
  "(from versions:", "No matching distribution found for", "Could not install packages due to",
  "Could not fetch URL *: There was a problem", "Installing collected packages:", "Requirement already satisfied",
  "Pip subprocess", "is likely not a problem with pip", "WARNING: Retrying (Retry(total=*connect=None, read=None",
  "new release of pip", "You are using pip version", "Could not find a version that satisfies",
  "Installing build dependencies", "Building wheel for", "pip download", "pip wheel", "pip uninstall", "$ pip",
  "Found existing installation", "while downloading.", 'bin/pip", line', 'bin/pip3", line', "Scripts\\pip.exe", "Scripts\\pip3.exe",
  "pip-build-env-", "pip-install-", "pip/_vendor/", "pip\\_vendor\\", "pip/_internal/", "pip\\_internal\\", "from pip import main", "error: subprocess-exited-with-error",
  "error: metadata-generation-failed", "/python-wheels/", "Storing complete log in",
];
const OTHER_TOOLS = [
  "repodata.json", "conda.anaconda.org", "CondaHTTPError", "Solving environment", "conda install", "mamba install",
  "npm ERR!", "npm error", "registry.npmjs.org", "yarn install", "pnpm install", "huggingface.co",
  "poetry install", "poetry add", "poetry lock", "poetry update", "/poetry/", "pypoetry", "version solving failed",
  "uv pip install", "RepositoryError", "`uv venv`", "uv sync", "uv lock", "The build backend returned an error",
];
// Words that others print too: matched by these alone, a log is not known to be pip's.
const ANYBODYS =
  /timeout|errno|winerror|windowserror|timedout|connection(?:aborted|broken|reset|refused|error)|remote(?:disc|end)|certificate|protocolerror|incompleteread|proxy|tunnel|commandnotfound|notrecognized|nomodulenamed|cannotimport|isnotcallable|denied|nospaceleft|killed|memoryerror|allocatememory|maturin|errorcatcher|nosuch|(?:client|server)error|getaddrinfo|nodenamenorservname|nameresolution|resolvehost|eofoccurred|alert|versionnumber|forciblyclosed|zlib\.?error|keytoosmall|renegotiation|chunklength|hostname|http\/1|socks|ssl|cannotfindmodule|missingparentheses|xcrun:|unknowncompiler|\.h'filenotfound|cannotopeninclude|diskquota|notenoughspace|filename(?:too|or)|unrecognizedname|badhandshake|failedtoparse|outofmemory|installdirectory|respondwithin/;
const PIP_IN_IT = /pip(?!e|es|eline)|\/simple\/|\.whl|\.dist-info|pythonhosted|break-system-packages/;
const FOREIGN =
  /retry\(total=\d+,connect=\d|(?:urllib3|requests)\.(?:connection|exceptions|connectionpool)|httpx\.|botocore\.exceptions|repodata|anaconda\.(?:org|com)|registry\.npmjs|npmerr|huggingface\.co/;
const BROKEN_PATH = /connectionbrokenby.{1,400}?'?':(\/.*)$/;
const WITH_URL = /withurl:(\/[^(]*)/;
const PIPS_PATH = /^\/.*(?:\/$|\.whl|\.zip$|\.tar\.\w+$|\.tgz$|\.(?:zip|gz)\?|\.metadata|\.html|\/simple)|^\/simple/;

/** What speaks for pip in a message: 1 it is pip's, -1 it is another's, 0 not known. */
function owner(message) {
  if (/vendor\.(?:url|req)|':\/(?:simple|packages)\/|fromversions|couldnotfetchurl|couldnotinstallpackages/.test(message)) return 1;
  const path = (BROKEN_PATH.exec(message) ?? WITH_URL.exec(message))?.[1];
  if (/retry\(total=\d+,connect=\d/.test(message)) return -1;
  if (path !== undefined && /^\/(?:simple|packages)\/|\.whl/.test(path)) return 1;
  if (/warning:retrying\(retry\(total=\d+,connect=none,/.test(message)) return PIPS_PATH.test(path) ? 1 : /\?[\w-]+=/.test(path) ? -1 : 0;
  if (path !== undefined && (path.length < 2 || !PIPS_PATH.test(path))) return -1;
  if (FOREIGN.test(message)) return -1;
  return PIP_IN_IT.test(message) ? 1 : 0;
}

// 4 ranking -----------------------------------------------------------------------------------

// An error that ended the run.
const ENDED = 3;
// A warning that something failed, after which pip went on as if it were not there.
const GAVE_UP = 2;
// A page about a warning that harms nobody.
const WENT_ON = 1;
// What pip tried again, or in another way, before it installed something after all.
const GOT_OVER = 0.5;
// What only follows from another page's error.
const ECHO = 0;
const PROGRESS = ["\ndownloading", "\nusingcached", "\ninstallingcollected", "\nsuccessfullyinstalled"];
const GOT_IT = /\(fromversions:(?!none\)|\))|pythonsetup\.py|gettingrequirements|packagemetadata/;
const ONLY_PRE = /\(fromversions:(?:[\d.]+(?:a|b|r?c|dev)[^,)]*[,)])+(?<=\))/;
const NOTHING_FOUND = /couldnotfindaversionthatsatisfies|nomatchingdistributionfoundfor/;

/** The pages of the hits, best first. */
function ranked(hits, normal, text, { errors, slugs }) {
  const words = (hit) => normal.text.slice(hit.start, hit.end);
  const last = (page) => Math.max(-1, ...hits.map((hit) => (hit.pattern.page === page && !NOTICE.test(normal.text.slice(hit.from, hit.from + 40)) && !normal.text.startsWith("uv", hit.start - 2) ? hit.start : -1)));
  const succeeded = last("done");
  const others = hits.some(({ pattern }) => pattern.page === "other");
  // What nobody else prints shows that the log is pip's, too.
  const pip = Math.max(last("pip"), ...hits.map((hit) => (!others && typeof hit.pattern.page === "number" && !ANYBODYS.test(words(hit)) ? hit.start : -1)));
  const pages = new Map();
  for (const hit of hits) {
    if (typeof hit.pattern.page === "string") continue;
    // A list of betas says more than the words around it.
    const beta = NOTHING_FOUND.test(words(hit)) && ONLY_PRE.test(normal.text.slice(hit.start, hit.to));
    const number = (beta && slugs.get("prerelease-only")) || hit.pattern.page;
    const error = errors[number];
    const message = normal.text.slice(hit.from, Math.min(hit.to, hit.end + 400));
    hit.force = error.ends_the_run === false || HARMLESS.test(words(hit)) ? WENT_ON : GAVE_UP_ON.test(message) ? GAVE_UP : ENDED;
    if (hit.end < succeeded && (hit.force === GAVE_UP ? /retry\(total=[1-9]/ : /^failedbuildingwheel/).test(message)) hit.force = GOT_OVER;
    // after a success it may be anybody's, unless what was installed is not there
    const pips = pip >= 0 && (!(pip < succeeded && succeeded < hit.start) || /nomodulenamed/.test(message));
    hit.sure = hit.pattern.shared ? 0.5 : sureness(message, hit, normal, pips, others);
    hit.message = message;
    const page = pages.get(number) ?? { error, number, force: 0, weight: 0, sure: 0, best: hit };
    page.force = Math.max(page.force, hit.force);
    page.weight = Math.max(page.weight, hit.pattern.weight);
    page.sure = Math.max(page.sure, hit.sure);
    if (order(hit, page.best) > 0) page.best = hit;
    pages.set(number, page);
  }
  // A code that several pages share says nothing beside the text of one of them.
  if ([...pages.values()].some(({ best }) => !best.pattern.shared)) {
    for (const [number, { best }] of pages) if (best.pattern.shared) pages.delete(number);
  }
  // What pip gave up it goes on without: that no version is found is then an echo on any page.
  const nothingFound = [...pages.values()].filter(({ best }) => NOTHING_FOUND.test(best.message));
  for (const cause of pages.values()) {
    const echoes = (cause.error.explains ?? []).map((slug) => pages.get(slugs.get(slug)));
    if (cause.force === GAVE_UP) echoes.push(...nothingFound.slice(0, 4));
    for (const echo of echoes) {
      if (!echo || echo === cause || echo.error.explains?.includes(cause.error.slug) || !explains(cause, echo, normal)) continue;
      cause.inherited = Math.max(cause.inherited ?? 0, echo.force - 0.1);
      echo.echo = true;
    }
  }
  for (const page of pages.values()) page.force = page.echo ? ECHO : Math.max(page.force, page.inherited ?? 0);
  let lastRun = -1;
  for (const { index } of normal.text.matchAll(COMMAND)) lastRun = index;
  const late = ({ best }) => best.start > lastRun;
  const likely = ({ sure }) => (sure >= CONFIDENT ? 2 : sure >= 0.4 ? 1 : 0);
  const sorted = [...pages.values()].sort(
    (a, b) => likely(b) - likely(a) || b.force - a.force || late(b) - late(a) || b.weight - a.weight || b.best.end - a.best.end,
  );
  let ceiling = 1;
  return sorted.map(({ error, force, sure, best }, place) => {
    ceiling = Math.min(ceiling, place === 0 ? sure : force === ECHO ? sure / 4 : sure / 2);
    const [start, end] = [normal.where[best.start], normal.where[best.end - 1] + 1];
    const { signature } = best.pattern;
    return { slug: error.slug, confidence: Math.round(ceiling * 100) / 100, line: lineAt(text, start, end), signature, start, end };
  });
}

const order = (a, b) =>
  !a.pattern.shared - !b.pattern.shared || a.force - b.force || a.pattern.weight - b.pattern.weight;

const COMMAND = /[$%#>](?:sudo)?(?:python[\d.]*-m)?pip[\d.]*install/g;
const NOTICE = /^(?:\[notice\]|warning:youareusing|youareusing|youshould)/;
// Warnings of pages about errors.
const HARMLESS = /invokedbyanoldscriptwrapper|lookingatmultipleversions|takinglongerthanusual|nofileswerefound|requiretls|howeverthessl|usesaninsecuretransport/;
const GAVE_UP_ON = /retrying\(retry|^(?:warning|deprecation):|isbeingignored|-skipping/;

function sureness(message, { from, start, end }, { original, where, text: whole }, pips, others) {
  const matched = message.slice(start - from, end - from);
  const whose = owner(message);
  if (whose < 0) return 0.3;
  if (others && !pips) return whose > 0 && !ANYBODYS.test(matched) ? 0.5 : 0.35;
  // The last line of a traceback is anybody's, too, where files of it are shown and none is pip's.
  if (whose === 0 && /^[a-z.]*(?:error|badzipfile):/.test(matched)) {
    const trace = whole.slice(Math.max(0, start - 9999), start).split("traceback(").pop();
    if (/\.py',line\d/.test(trace) && !/pip/.test(trace)) return 0.5;
  }
  if (whose > 0 || !ANYBODYS.test(matched)) return 0.95;
  if (pips) return 0.85;
  // It begins as pip begins its messages.
  return start - from <= 8 && /^(?:ERROR|WARNING): /.test(original.substr(where[from], 9)) ? 0.7 : 0.5;
}

/** Whether the echo follows from the cause: pip had not got over it in between. */
function explains(cause, echo, { text }) {
  if (cause.sure < 0.4 || cause.force === GOT_OVER) return false;
  if (cause.force > GAVE_UP) return true;
  const left = /retry\(total=(\d+)/.exec(cause.best.message);
  if (!left) return true;
  if (left[1] !== "0" && GOT_IT.test(text.slice(cause.best.end, echo.best.end + 400).slice(-9999))) return false;
  echo.progress ??= Math.max(...PROGRESS.map((words) => text.lastIndexOf(words, echo.best.start)));
  return echo.progress < cause.best.end;
}

/** The line or lines of the original in which something stands, as one, not endless, masked. */
function lineAt(text, start, end) {
  const from = Math.max(text.lastIndexOf("\n", start) + 1, start - 200);
  const next = text.indexOf("\n", end);
  const to = Math.min(next < 0 ? text.length : next, end + 200, from + 1000);
  return mask(text.slice(from, to).replace(/\s+/g, " ").trim());
}

// 5 free words --------------------------------------------------------------------------------

const TELLING = /error|fail|cannot|could not|unable|exception|denied|refused|not found|invalid|missing|warning|timed? ?out/i;
const STOP = new Set(
  ("a an and are as at be but by for from has have how i if in into is it my no not of on or so that the then there this to was " +
    "what when why with you your do does did can python python3 line file error warning self return import pip pip3 install usr lib home in fault").split(" "),
);

/** Nothing matched: the pages that share the most telling words with what was asked. */
function byWords(text, known) {
  let asked = text.slice(-4000);
  if (text.length > 600) {
    const lines = text.slice(-200000).split("\n").filter((line) => TELLING.test(line));
    asked = lines.slice(-12).map((line) => line.slice(0, 300)).join("\n");
  }
  const words = asked.replace(/\S*[\/\\]\S*/g, " ").toLowerCase().match(/[\p{L}][\p{L}\p{N}]+|\d{3,5}(?=\b)/gu) ?? [];
  const terms = [...new Set(words)].filter((term) => !STOP.has(term) && term.length < 30).slice(0, 40);
  if (terms.length === 0) return [];
  let results = searched(terms, known);
  if (results.length === 0) {
    // A bare requirement or option is about how these are written and chosen.
    const about = /^\s*[\w.-]+(?:\[.*\])?\s*[=~!<>]=?\s*\d/.test(asked) ? "version" : /^\s*-/.test(asked) ? "option" : "";
    if (about) results = searched([about], known);
  }
  return results.slice(0, SHOWN).map(({ share, ...result }) => ({
    slug: result.id,
    confidence: Math.round(Math.min(0.5, share / 2) * 100) / 100,
    line: "",
    signature: "",
    start: 0,
    end: 0,
  }));
}

function searched(terms, known) {
  const results = index(known).search(terms.join(" "), {
    boost: { title: 3, words: 3, tldr: 2 },
    // A number names an error better than its words do.
    boostTerm: (term) => (/^\d/.test(term) ? 4 : 1),
    prefix: (term) => term.length > 3,
    fuzzy: (term) => (term.length > 5 ? 0.2 : false),
  });
  const shares = results.map((result) => ({ ...result, share: result.queryTerms.length / terms.length }));
  return shares.filter(({ share, score }) => share > 1 / 3 && score >= 1);
}

function index(known) {
  if (!known.index) {
    known.index = new MiniSearch({ idField: "slug", fields: ["title", "words", "tldr", "description", "signatures"] });
    known.index.addAll(
      known.errors.map((error) => ({
        ...error,
        words: [error.slug.replaceAll("-", " "), error.phase, ...(error.tags ?? []), ...(error.pip_references ?? [])].join(" "),
        signatures: error.signatures.join("\n"),
      })),
    );
  }
  return known.index;
}

// 6 masking -----------------------------------------------------------------------------------

const SECRET = `(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)["']?`;
const SECRETS = [
  [/(\b[a-z][a-z\d+.-]{1,20}:\/\/)[^\s\/@'"<>]{1,300}@/gi, "$1***@"],
  [/\b(?:pypi-[\w-]{16,}|gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{12,}|npm_\w{16,}|hf_\w{16,}|sk-[\w-]{16,}|xox[abprs]-[\w-]{8,}|(?:AKIA|ASIA)[A-Z\d]{12,}|eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?)/g, "***"],
  [/\b(authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:basic|bearer|token)\s{1,4}|bearer\s{1,4})[\w.~+\/=-]{6,}/gi, "$1***"],
  [new RegExp(`(${SECRET}\\s{0,3}=\\s{0,3}["']?)[^\\s"',;&]{1,200}`, "gi"), "$1***"],
  [new RegExp(`(${SECRET}(?:\\s{0,3}:\\s{0,3}|\\s{1,3})["']?)(?=[^\\s"',;&]{0,80}\\d)[^\\s"',;&]{6,200}`, "gi"), "$1***"],
  [/((?:^|[^\w])\/(?:home|Users)\/)(?!you\b)[^\s\/'":,;<>]{1,100}(?: [^\s\/'":,;<>]{1,100}(?=\/))?/g, "$1you"],
  [/(\\{1,2}(?:Users|Documents and Settings)\\{1,2})(?!you\b)[^\\'":,;<>\r\n]{1,100}/gi, "$1you"],
];

/** The text without credentials in addresses, tokens, and names of home directories. */
export function mask(text) {
  return SECRETS.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text);
}
