// What the diagnosis knows of what programs print, and of no page: texts as they are printed, and
// patterns for what varies. Only data: what a page alone has stands in its head, and comes here in
// errors.json. A test holds the patterns to having an end, so that no text makes one stumble.

/** What stands before a line of pip's. The order counts: the first that fits is taken. */
export const PREFIXES = [
  // BuildKit: the number of the step.
  /#\d{1,4}(?=\s)/,
  // Indents, comments, boxes, lists.
  /[ \t\u00a0\u200b|*•⎿\u2500-\u256f\u2571-\u259f]{1,200}|#/,
  // Quotes; what BuildKit shows of a step that failed; comments.
  />(?!>)|=>|\/\//,
  // Times.
  /\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d[.,:\d]{0,20}(?:Z|[+-]\d\d:?\d\d)?/,
  /\[[\dTZ:.,/ +-]{5,40}\]/,
  /\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?=\s)/,
  // BuildKit: seconds. Editors: the number of the line.
  /\d{1,5}\.\d{1,3}(?=\s)|\d{1,4}:(?=\s)/,
  // Compose: the service.
  /[\w.-]{1,40} {0,8}\|(?=\s)/,
  // GitHub's commands.
  /::\w{1,20}::/,
  // Loggers.
  /\[(?:ERROR|error|WARN(?:ING)?|INFO|stderr|stdout|builder)[^\]\n]{0,40}\](?=\s)/,
  // Kubernetes, Ansible; Vagrant.
  /:?std(?:err|out)[: ](?:F )?|default:(?=\s)/,
];

/** How a message begins, of pip's or of what stands around it. Other lines go on with the last. */
export const BEGINNINGS = [
  /(?:WARNING|ERROR|INFO(?=: )|DEPRECATION|Exception|error|note|hint|HINT|Hint)\b:?/,
  /[×x✗] /,
  /(?:Collecting|Downloading|Obtaining) \S/,
  /Using cached|Retrying \(|No matching|Requirement already|Building wheel|Looking in/,
  /Could not (?:f|i)|Cannot (?:i|u)|Installing (?:c|b)|Failed (?:to )?b/,
  /Traceback \(|File "|During handling|[\w.]{1,80}(?:Error|Exception): /,
  /Successfully|Processing |Running (?:setup|command)|\[notice/,
  /[$❯➜] |npm /,
];

/** Messages that begin within a line, where line breaks were lost. */
export const BEGIN_WITHIN = ["WARNING: ", "ERROR: "];

/** The end of a line whose message goes on, even if the next one looks like a beginning. */
export const GOES_ON_AFTER = "due to an";

/** Where one of these stands, the log is pip's. */
export const PIPS_OWN = [
  "pip install",
  "pip3 install",
  "-m pip ",
  "pip._vendor",
  "-packages/pip/",
  "(from versions:",
  "No matching distribution found for",
  "Could not install packages due to",
  "Could not fetch URL *: There was a problem",
  "Installing collected packages:",
  "Requirement already satisfied",
  "Pip subprocess",
  "is likely not a problem with pip",
  "WARNING: Retrying (Retry(total=*connect=None, read=None",
  "new release of pip",
  "You are using pip version",
  "Could not find a version that satisfies",
  "Installing build dependencies",
  "Building wheel for",
  "pip download",
  "pip wheel",
  "pip uninstall",
  "$ pip",
  "Found existing installation",
  "while downloading.",
  'bin/pip", line',
  'bin/pip3", line',
  "Scripts\\pip.exe",
  "Scripts\\pip3.exe",
  "pip-build-env-",
  "pip-install-",
  "pip/_vendor/",
  "pip\\_vendor\\",
  "pip/_internal/",
  "pip\\_internal\\",
  "from pip import main",
  "error: subprocess-exited-with-error",
  "error: metadata-generation-failed",
  "/python-wheels/",
  "Storing complete log in",
];

/** Where one of these stands, another tool ran. */
export const OTHER_TOOLS = [
  "repodata.json",
  "conda.anaconda.org",
  "CondaHTTPError",
  "Solving environment",
  "conda install",
  "mamba install",
  "npm ERR!",
  "npm error",
  "registry.npmjs.org",
  "yarn install",
  "pnpm install",
  "huggingface.co",
  "poetry install",
  "poetry add",
  "poetry lock",
  "poetry update",
  "/poetry/",
  "pypoetry",
  "uv pip install",
  "RepositoryError",
  "`uv venv`",
  "uv sync",
  "uv lock",
];

/** A tool whose commands end like pip's: "uv pip install" is not pip's. */
export const LIKE_PIP = "uv";

/** How pip's notices about itself begin: they are pip's, but say nothing of what failed. */
export const NOTICES = [
  "[notice]",
  "WARNING: You are using",
  "You are using",
  "You should",
  "WARNING: There was an error checking the latest version of pip",
];

/** How a message begins that tells of a failure, whoever's it is. */
export const FAILURES = /(?:^|\n)(?:failed|traceback\(|[\w.]{0,80}(?:error|exception))/;

/** Words that other programs print, too: by these alone, a log is not known to be pip's. */
export const ANYBODYS = [
  "timeout",
  "timed out",
  "errno",
  "WinError",
  "WindowsError",
  "connection aborted",
  "connection broken",
  "connection reset",
  "connection refused",
  "ConnectionError",
  "RemoteDisc",
  "remote end",
  "forcibly closed",
  "respond within",
  "IncompleteRead",
  "ProtocolError",
  "chunk length",
  "EOF occurred",
  "Client Error",
  "Server Error",
  "http/1",
  "failed to parse",
  "certificate",
  "ssl",
  "hostname",
  "unrecognized name",
  "bad handshake",
  "version number",
  "key too small",
  "renegotiation",
  "alert",
  "proxy",
  "tunnel",
  "socks",
  "getaddrinfo",
  "nodename nor servname",
  "NameResolution",
  "resolve host",
  "denied",
  "killed",
  "no such",
  "no space left",
  "disk quota",
  "not enough space",
  "file name too",
  "file name or",
  "install directory",
  "codec can't",
  "MemoryError",
  "start new thread",
  "segmentation",
  "bpt trap",
  "illegal i",
  "allocate memory",
  "out of memory",
  "zlib error",
  "zlib.error",
  "command not found",
  "unknown command",
  "not recognized",
  "is not callable",
  "No module named",
  "cannot import",
  "cannot find module",
  "missing parentheses",
  "maturin",
  "_error_catcher",
  "xcrun:",
  "unknown compiler",
  ".h' file not found",
  "cannot open include",
];

/** What is pip's within a message, beside its own name. */
export const IN_PIPS_MESSAGES = [
  "/simple/",
  ".whl",
  ".dist-info",
  "pythonhosted",
  "break-system-packages",
];

/** What only pip prints of what it did. */
export const PIPS_DEEDS = [
  "_vendor.url",
  "_vendor.req",
  "': /simple/",
  "': /packages/",
  "from versions",
  "Could not fetch URL",
  "Could not install packages",
];

/** What others print of the same libraries, and their sites. */
export const FOREIGN = [
  "urllib3.connection",
  "urllib3.exceptions",
  "requests.connection",
  "requests.exceptions",
  "httpx.",
  "botocore.exceptions",
  "repodata",
  "anaconda.org",
  "anaconda.com",
  "registry.npmjs",
  "npm ERR",
  "huggingface.co",
];

/** How messages begin after which pip went on as if something were not there. */
export const GAVE_UP_AT_FIRST = ["WARNING:", "DEPRECATION:"];

/** What such messages say. */
export const GAVE_UP = ["Retrying (Retry", "is being ignored", " - skipping"];

/** How messages begin of what pip did in another way before it installed something. */
export const GOT_OVER = "Failed building wheel";

/** What ends an install that succeeded. */
export const SUCCEEDED = "Successfully installed ";

/** What fails after a success because of how it was installed. */
export const FAILS_AFTER_SUCCESS = "No module named";

/** How lines begin that show that pip got on. */
export const PROGRESS = [
  "Downloading",
  "Using cached",
  "Installing collected",
  "Successfully installed",
];

/** What shows within a line that pip got something at last. */
export const GOT_SOMETHING = ["python setup.py", "Getting requirements", "package metadata"];

/** What pip says is offered, by what pages call it: `when_offered`. Of the normal form. */
export const OFFERS = {
  "pre-releases": /\(fromversions:(?:[\d.]+\W?(?:a|b|r?c|dev)[^,)]*[,)])+(?<=\))/,
};

/** Words of lines that may say what failed. */
export const TELLING = [
  "error",
  "fail",
  "cannot",
  "could not",
  "unable",
  "exception",
  "denied",
  "refused",
  "not found",
  "invalid",
  "missing",
  "warning",
  /timed? ?out/,
];

/** Words that say nothing of what failed. */
export const STOP_WORDS =
  "an and are as at be but by for from has have how if in into is it my no not of on or so that the then there this to was what when why with you your do does did can python python3 line file error warning self return import pip pip3 install usr lib home fault"
    .split(" ");
