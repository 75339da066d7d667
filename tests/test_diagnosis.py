"""diagnose.js: the right page first, for recordings and for logs that people published."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipclinic.content import signatures
from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import published, scripts
from tests.conftest import ROOT, serving
from tests.diagnosing import (
    ALONE,
    DENO,
    JAVASCRIPTS,
    OFFLINE,
    Diagnosis,
    Result,
    in_chromium,
    in_deno,
    logs,
    recorded,
)

# Ordinary lines around an error: what pip, BuildKit and CI print when nothing is wrong.
BEFORE = """\
##[group]Run python -m pip install -r requirements.txt
#9 [4/6] COPY requirements.txt .
#9 DONE 0.1s
#10 [5/6] RUN apt-get update && apt-get install -y --no-install-recommends build-essential
#10 1.412 Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]
#10 9.804 Setting up build-essential (12.9) ...
2026-11-22T10:31:07.1234567Z Requirement already satisfied: pip in /usr/lib/python3 (24.0)
Collecting project-NUMBER>=1.2 (from -r requirements.txt (line NUMBER))
  Downloading project_NUMBER-1.2-py3-none-any.whl.metadata (6.2 kB)
  Using cached project_NUMBER-1.2-py3-none-any.whl (62 kB)
     ---------------------------------------- 62.0/62.0 kB 1.7 MB/s eta 0:00:00
Requirement already satisfied: six in ./venv/lib/python3.12/site-packages (1.17.0)
Preparing metadata (pyproject.toml): finished with status 'done'
"""
AFTER = """\
[notice] A new release of pip is available: 24.0 -> 26.3
[notice] To update, run: pip install --upgrade pip
##[endgroup]
------
 > [5/6] RUN pip install -r requirements.txt:
------
Dockerfile:NUMBER
--------------------
   7 |     COPY requirements.txt .
   8 | >>> RUN pip install -r requirements.txt
ERROR: failed to solve: process "/bin/sh -c pip install" did not complete successfully: exit code: 1
##[error]Process completed with exit code 1.
Post job cleanup.
[command]/usr/bin/git version
"""


def amid_noise(text: str) -> str:
    def lines(of: str, start: int) -> str:
        some = of.splitlines()
        numbered = (
            some[number % len(some)].replace("NUMBER", str(number))
            for number in range(start, start + 200)
        )
        return "\n".join(numbered)

    return f"{lines(BEFORE, 0)}\n{text}\n{lines(AFTER, 0)}\n"


@pytest.fixture(scope="module")
def errors(pages: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """errors.json of the catalogue as it stands."""
    path = tmp_path_factory.mktemp("diagnosis") / "errors.json"
    path.write_text(published.published(Evidence(pages)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def pure(errors: Path) -> Iterator[Diagnosis]:
    """diagnose.js as it stands in the sources, without a browser."""
    with in_deno(JAVASCRIPTS / "diagnose.js", errors) as loaded:
        yield loaded


def slugs(result: Result) -> list[str]:
    return [row["slug"] for row in result["results"]]


def test_each_recording_finds_its_own_page(pure: Diagnosis, pages: Catalogue) -> None:
    rows = list(recorded(pages))
    wrong = []
    for (slug, path, _), result in zip(rows, pure.of([text for *_, text in rows]), strict=True):
        first, *others = slugs(result) or [""]
        explained = first in pages.pages and slug in pages.pages[first].front.explains
        if first != slug and not (explained and slug in others):
            wrong.append(f"{path} finds {first or 'nothing'}")
        elif result["state"] != "match":
            wrong.append(f"{path} is found without confidence")
    assert not wrong, "\n".join(wrong)


def test_each_title_alone_finds_its_own_page_for_sure(pure: Diagnosis, pages: Catalogue) -> None:
    """People paste what a search engine showed them."""
    results = pure.of([page.front.title for page in pages.pages.values()])
    found = [(result["state"], slugs(result)[0]) for result in results]
    assert found == [("match", slug) for slug in pages.pages]


def test_a_signature_may_span_lines() -> None:
    text = 'one\n  File "<stdin>", line 1\n    pip install requests\nFile "<stdin>", line 1\ntwo'
    spanning = 'File "<*>", line 1\npip install'
    assert list(signatures.matching_lines(spanning, text)) == [1, 2]
    assert signatures.matching_line(spanning, "pip install\nFile") is None
    assert list(signatures.matching_lines("line 1", text)) == [1, 3]


def test_no_signature_stands_in_the_recording_of_another_page(pages: Catalogue) -> None:
    """Unless one of the two pages explains the other."""
    wrong = set()
    for slug, path, text in recorded(pages):
        for other, page in pages.pages.items():
            related = other in pages.pages[slug].front.explains or slug in page.front.explains
            if other == slug or related:
                continue
            for signature in page.front.all_signatures:
                if signatures.matching_line(signature, text):
                    wrong.add(f"{other}: {signature!r} stands in {path.parent}, of {slug}")
    assert not wrong, "\n".join(sorted(wrong))


def test_what_is_to_be_looked_at_first_is_printed(pages: Catalogue) -> None:
    printed = [(slug, " ".join(text.split())) for slug, _, text in recorded(pages)]
    told = [(slug, text) for slug, page in pages.pages.items() for text in page.front.look_first]
    assert told
    for slug, text in told:
        assert any(slug == owner and text in shown for owner, shown in printed), (slug, text)


def test_a_signature_without_a_recording_says_where_it_is_from(pages: Catalogue) -> None:
    wrong = []
    for slug, page in pages.pages.items():
        texts = [text for owner, _, text in recorded(pages) if owner == slug]
        steps = (*page.case.reproduce, *page.case.not_a_fix)
        shown = {step.fails_with for step in steps} | {
            signature
            for signature in page.front.all_signatures
            if any(signatures.matching_line(signature, text) for text in texts)
        }
        for signature in page.front.signatures:
            if signature not in shown:
                wrong.append(f"{slug}: nothing shows {signature!r}: record it, or say where")
        for where, elsewhere in page.front.signatures_elsewhere.items():
            for signature in elsewhere:
                if signature in shown:
                    wrong.append(f"{slug}: {signature!r} is run here after all, not only: {where}")
    assert not wrong, "\n".join(wrong)


def test_published_logs_amid_ordinary_output(pure: Diagnosis, pages: Catalogue) -> None:
    texts = [log.text for log in logs() if log.labels[0] in pages.pages]
    some = [one for one in recorded(pages) if one[1].stem in ("9.0.3", "23.0.1", "26.3")]
    # In the noise is a failure, beside which a notice is not what anybody asks about.
    texts += [text for slug, _, text in some if slug != "new-pip-available"]
    alone, amid = pure.of(texts), pure.of([amid_noise(text) for text in texts])
    wrong = [
        f"{slugs(one)[:2]} became {slugs(two)[:2]}: {text[:100]}"
        for text, one, two in zip(texts, alone, amid, strict=True)
        if slugs(one)[:1] != slugs(two)[:1]
    ]
    assert not wrong, "\n".join(wrong)


WRAPPED = (
    "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after "
    "connection broken by 'ReadTimeoutError(\"HTTPSConnectionPool(host='pypi.org', port=443): Read "
    "timed out. (read timeout=15)\")': /simple/requests/"
)


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED,
        re.sub(r"(.{80})", r"\1\n", WRAPPED),  # a Windows console
        re.sub(r"(.{60,70}) ", r"\1\n    ", WRAPPED),
        "".join(f"#12 257.{n} {line}\n" for n, line in enumerate(WRAPPED.split(" after "))),
        f"2026-11-22T10:31:07.1234567Z \x1b[33m{WRAPPED}\x1b[0m",
        f"web_1  | [33m{WRAPPED}[0m",
        WRAPPED.replace("'", "&#39;").replace('"', "&quot;"),
        WRAPPED.replace("'", "\u2019").replace('"', "\u201c"),
        '{"log": "' + WRAPPED.replace('"', '\\"') + '\\nERROR: No matching distribution found"}',
        f"> > {WRAPPED}",
        f"│ {WRAPPED} │",
        WRAPPED.replace(" ", "\u00a0").upper(),
        WRAPPED.replace("_", "").replace("*", ""),
    ],
)
def test_finds_it_however_it_was_pasted(pure: Diagnosis, text: str) -> None:
    (result,) = pure.of([text])
    assert (result["state"], slugs(result)[0]) == ("match", "read-timeout")


# What other programs print for the same failures. None of them is pip's.
OTHERS = [
    "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/x/repodata.json>"
    "\nAn HTTP error occurred when trying to retrieve this URL.\nConnectionError(ReadTimeoutError("
    "\"HTTPSConnectionPool(host='conda.anaconda.org', port=443): Read timed out. "
    '(read timeout=9.15)"))',
    "npm ERR! code ECONNREFUSED\nnpm ERR! errno ECONNREFUSED\nnpm ERR! FetchError: request to "
    "https://registry.npmjs.org/x failed, reason: connect ECONNREFUSED 127.0.0.1:443",
    "$ poetry install\n\nHTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded with "
    "url: /simple/requests/ (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection "
    "object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
    "$ uv pip install requests\nerror: Request failed after 3 retries in 9.1s\n  cause: Failed to "
    "fetch: https://pypi.org/simple/requests/\n  cause: dns error: failed to lookup address "
    "information: Temporary failure in name resolution",
    'Traceback (most recent call last):\n  File "app.py", line 3, in <module>\n    r = requests.'
    'get(url, timeout=5)\nrequests.exceptions.ReadTimeout: HTTPSConnectionPool(host="api.example.'
    'com", port=443): Read timed out. (read timeout=5)',
    "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='huggingface.co', port=443): Max "
    'retries exceeded with url: /api/models (Caused by NameResolutionError("HTTPSConnection(host='
    "'huggingface.co', port=443): Failed to resolve 'huggingface.co' ([Errno -3] Temporary failure "
    'in name resolution)"))',
    "Retrying (Retry(total=2, connect=None, read=None, redirect=None, status=None)) after "
    "connection broken by 'NewConnectionError('<urllib3.connection.HTTPSConnection object "
    "at 0x7f>: Failed to establish a new connection: [Errno 111] Connection "
    "refused')': /v1/chat/completions",
    "curl: (7) Failed to connect to localhost port 8000: Connection refused",
    # a frame that any start of pip goes through
    'Traceback (most recent call last):\n  File "/usr/local/bin/pip", line 9, in <module>\n    '
    "load_entry_point('pip==0.8.2', 'console_scripts', 'pip')()\nSyntaxError: invalid syntax",
    'Error: unknown command "diff" for "helm"\nRun \'helm --help\' for usage.',
    'error: unknown command "apply-set" for "kubectl"\n\nDid you mean this?\n\tapply',
    "$ pip install ansible\nInstalling collected packages: ansible\nSuccessfully installed "
    'ansible-12.0.0\n$ helm diff upgrade x .\nError: unknown command "diff" for "helm"',
    'error: unknown command "login-all"',
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_programs_are_not_answered_with_confidence(pure: Diagnosis, text: str) -> None:
    (result,) = pure.of([text])
    assert result["state"] in ("maybe", "none")


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("pip timeout", "read-timeout"),
        ("connection refused localhost port", "connection-refused"),
        ("could not resolve name dns", "dns-failure"),
    ],
)
def test_free_words_find_a_page(pure: Diagnosis, words: str, slug: str) -> None:
    (result,) = pure.of([words])
    assert (result["state"], slugs(result)[0]) == ("maybe", slug)


@pytest.mark.parametrize(
    ("text", "state"), [("", "empty"), (" \n\t\u200b\x00", "empty"), ("----", "empty")]
)
def test_nothing_is_empty(pure: Diagnosis, text: str, state: str) -> None:
    assert pure.of([text]) == [{"state": state, "results": []}]


def test_what_nobody_knows_is_none(pure: Diagnosis) -> None:
    (result,) = pure.of(["Bus error"])
    assert result == {"state": "none", "results": []}


def test_what_has_no_proved_cause_is_only_guessed(pure: Diagnosis) -> None:
    """People found a proxy of a firewall behind it once; nobody knows what else."""
    text = "OSError: [WinError 87] The parameter is incorrect"
    (result,) = pure.of([f"ERROR: Could not install packages due to an {text}\n"])
    assert result["state"] == "maybe"


def test_a_crash_is_pips_only_beside_pip(pure: Diagnosis) -> None:
    crash = "Segmentation fault (core dumped)"
    alone, after_pip = pure.of([crash, f"$ pip install lxml\nCollecting lxml\n{crash}\n"])
    assert alone["state"] != "match"
    assert (after_pip["state"], slugs(after_pip)) == ("match", ["native-crash"])


NOTICE = "[notice] A new release of pip is available: 26.1.2 -> 26.3"


@pytest.mark.parametrize(
    ("text", "best"),
    [
        (f"Successfully installed requests-2.34.2\n\n{NOTICE}\n", "new-pip-available"),
        (f"Collecting requests\n{WRAPPED}\n{NOTICE}\n", "read-timeout"),
        (f"Collecting x\nERROR: What nobody has seen yet\n{NOTICE}\n", None),
        (f"Collecting x\nWhatError: nobody has seen yet\n{NOTICE}\n", None),
        (
            f"Successfully installed x\n{NOTICE}\n$ python my.py\nOSError: [Errno 28] No space\n",
            None,
        ),
        (  # below lines that nothing sets apart from it
            "ImportError: No module named requests\n$ pip install requests\n"
            "Requirement already satisfied: requests in /usr/lib/python2.7/site-packages\n"
            "You are using pip version 9.0.1, however version 9.0.2 is available.\n"
            "You should consider upgrading via the 'pip install --upgrade pip' command.\n",
            "module-not-found-after-install",
        ),
    ],
)
def test_a_notice_is_what_is_left(pure: Diagnosis, text: str, best: str | None) -> None:
    (result,) = pure.of([text])
    sure = [one["slug"] for one in result["results"] if one["confidence"] >= 0.6]
    assert sure[:1] == [best] * bool(best)
    assert best or "new-pip-available" not in slugs(result)


def test_a_cause_stands_before_what_follows_from_it_and_is_surer(pure: Diagnosis) -> None:
    frame = '  File "/usr/lib/python3/dist-packages/setuptools/_distutils/cmd.py", line 107, in a\n'
    cause = f"{frame}    raise AttributeError(attr)\nAttributeError: install_layout\n"
    echo = 'Traceback (most recent call last):\n  File "/x/tool/setup.py", line 5, in <module>\n'
    (result,) = pure.of([f"{cause}\nAnother exception occurred:\n\n{echo}"])
    assert slugs(result) == ["install-layout", "build-failed"]


def test_shows_the_line_and_where_it_is(pure: Diagnosis) -> None:
    text = f"Collecting requests\n{WRAPPED}\nSomething else\n"
    (result,) = pure.of([text])
    best = result["results"][0]
    assert best["line"] == WRAPPED
    assert text[best["start"] : best["end"]] == "Read timed out. (read timeout=15)"
    assert best["signature"] == "Read timed out. (read timeout=*)"
    assert 0.6 <= best["confidence"] <= 1


def test_what_is_declared_as_an_echo_stands_below(pure: Diagnosis) -> None:
    """Shown on errors of its own, since not every page stands."""
    nothing, retry = "No matching distribution found for x", WRAPPED.replace("requests", "x")
    script = """texts => texts.map(text => diagnose(text, [
        { slug: "nothing", title: "", tldr: "", signatures: ["No matching distribution found"],
          echoes: ["No matching distribution found"] },
        { slug: "timeout", title: "", tldr: "", signatures: ["Read timed out. (read timeout="] },
        { slug: "python", title: "", tldr: "", signatures: ["require a different python version"],
          explains: ["nothing"] },
        { slug: "path", title: "", tldr: "", signatures: ["which is not on PATH at all today"],
          ends_the_run: false },
    ]).results.map(({ slug }) => slug))"""
    texts = [
        f"{retry}\nERROR: {nothing}",
        f"{retry}\nCollecting y\n  Downloading y-1.whl (1 kB)\nERROR: {nothing}",
        f"ERROR: Ignored the following versions that require a different python version\n{nothing}",
        f"WARNING: x is in y which is not on PATH at all today\nERROR: {nothing}",
    ]
    assert pure.ask(script, texts) == [
        ["timeout", "nothing"],
        ["nothing", "timeout"],
        ["python", "nothing"],
        ["nothing", "path"],
    ]


def test_an_error_stands_before_what_pip_got_over(pure: Diagnosis) -> None:
    text = (
        f"{WRAPPED}\nCollecting requests\n  Downloading requests-2.34.2-py3-none-any.whl (1 kB)\n"
        "error: connection-failed\n\n\u00d7 Failed to connect to files.pythonhosted.org while "
        "fetching https://files.pythonhosted.org/packages/x.whl\n"
        "╰─> [Errno 111] Connection refused\n"
    )
    assert slugs(pure.of([text])[0])[:2] == ["connection-refused", "read-timeout"]


def test_a_warning_on_a_page_about_an_error_explains_nothing(pure: Diagnosis) -> None:
    text = (
        "WARNING: pip is being invoked by an old script wrapper. This will fail in a future "
        "version of pip.\nERROR: No matching distribution found for x"
    )
    assert slugs(pure.of([text])[0]) == ["no-matching-distribution", "cannot-import-main"]


def test_what_is_missing_after_a_success_is_pip_s(pure: Diagnosis) -> None:
    """Other errors of the program that was installed are not."""
    success = "Installing collected packages: requests\nSuccessfully installed requests-2.34.2\n"
    missing = "ModuleNotFoundError: No module named 'requests'"
    there, alone, refused = pure.of(
        [success + missing, missing, f"{success}ConnectionRefusedError: [Errno 111] refused"]
    )
    assert (there["state"], slugs(there)) == ("match", ["module-not-found-after-install"])
    assert (alone["state"], slugs(alone)) == ("maybe", ["module-not-found-after-install"])
    assert refused["state"] != "match"


def test_what_pip_warned_of_is_doubted_where_another_program_failed_later(pure: Diagnosis) -> None:
    warned = (
        "Installing collected packages: x\n  WARNING: The script x is installed in '/home/u/bin'"
        " which is not on PATH.\nSuccessfully installed x-1\n"
    )
    alone, failed = pure.of([warned, f"{warned}ERROR: Feature x failed to install!\n"])
    assert (alone["state"], slugs(alone)) == ("match", ["script-not-on-path"])
    assert (failed["state"], slugs(failed)) == ("maybe", ["script-not-on-path"])


NOTHING = "ERROR: Could not find a version that satisfies the requirement x (from versions: none)\n"
MANAGED = "error: externally-managed-environment\n\n\u00d7 This environment is externally managed\n"
TRACE = 'Traceback (most recent call last):\n  File "{}", line 3, in <module>\n{}\n'
DENIED = "PermissionError: [Errno 13] Permission denied: '/opt/x'"

WHICH = [
    # of several runs, the last one is asked about
    (f"$ pip install x\n{NOTHING}$ pip3 install x\n{MANAGED}", "externally-managed-environment"),
    (f"$ pip3 install x\n{MANAGED}$ pip install x\n{NOTHING}", "no-matching-distribution"),
    # a name that goes on behind a dot is another one
    ("ImportError: No module named pip._internal.cli.main", "cannot-import-main"),
    ("python: No module named pip", "pip-not-found"),
    # an error that was moved to the next line by hand is the same message
    (
        "ERROR: Could not install packages due to an\nOSError: [WinError 5] Acc\u00e8s refus\u00e9",
        "permission-denied",
    ),
    # pip tried once more, and then had the project's code to run
    (
        f"{WRAPPED}\n  error: subprocess-exited-with-error\n"
        "  \u00d7 python setup.py egg_info did not run successfully.\n",
        "build-failed",
    ),
    # a warning of pip's beside the error
    (
        "pip is configured with locations that require TLS/SSL, however the ssl module in Python "
        "is not available.\nx-1-cp37-cp37m-win32.whl is not a supported wheel on this platform.\n",
        "unsupported-wheel",
    ),
    (
        "http://x.org/simple/y/ uses an insecure transport scheme (http). Consider using https if "
        "x.org has it available\nx-1-cp37-cp37m-win32.whl is not a supported wheel on this "
        "platform.\n",
        "unsupported-wheel",
    ),
    # no wheel could be built, and pip installed without one
    (
        "Failed building wheel for x\nRunning setup.py install for x ... done\n"
        "Successfully installed x-1\nImportError: No module named 'x'\n",
        "module-not-found-after-install",
    ),
    # all versions there are, are to come
    (f"{NOTHING.replace('none', '0.4rc1, 1.0.dev3, 1.0.0a5.linux-x86_64')}", "prerelease-only"),
    (f"{NOTHING.replace('none', '0.4rc1, 1.0.post3')}", "no-matching-distribution"),
    (f"{NOTHING.replace('none', '0.1.0-a1, 0.1.0-b')}", "prerelease-only"),
    # what pip says on its way is not what failed after it
    (
        "    Not uninstalling pip at /usr/lib/x, outside environment /usr\nSuccessfully installed "
        'pip-10.0.0\nTraceback (most recent call last):\n  File "/usr/bin/pip", line 9, in '
        "<module>\n    from pip import main\nImportError: cannot import name main\n",
        "cannot-import-main",
    ),
    # a folder beside the index, which is not there
    (
        "WARNING: Location 'file:///opt/more/simple/x/' is ignored: it is neither a file nor a "
        f"directory.\n{NOTHING}",
        "no-matching-distribution",
    ),
    # versions that want another Python are named beside the one that was asked for
    (
        "WARNING: Ignoring version 0.2.5 of x since it has invalid metadata:\nERROR: Ignored the "
        "following versions that require a different python version: 0.1 Requires-Python <3.10\n"
        + NOTHING,
        "invalid-metadata",
    ),
    # pip names an empty list where newer ones say none
    (f"{NOTHING.replace('t x', 't setuptools').replace('none', '')}", "build-dependencies-offline"),
    # what follows from an error does not follow from a later warning
    (
        "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.x.org', "
        "port=443): Read timed out.\nCould not fetch URL https://x.org/simple/pip/: There was a "
        "problem confirming the ssl certificate: HTTPSConnectionPool(host='x.org', port=443): Max "
        "retries exceeded with url: /simple/pip/ (Caused by SSLError(SSLZeroReturnError(6, "
        "'TLS/SSL connection has been closed (EOF) (_ssl.c:1147)'))) - skipping\n"
        "error: subprocess-exited-with-error\n",
        "read-timeout",
    ),
    # a paste that begins in the middle of a line
    (
        "p._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new "
        "connection: [Errno -3] Temporary failure in name resolution')': /simple/x/\n" + NOTHING,
        "dns-failure",
    ),
    (
        "urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: "
        "[Errno 111] Connection refused')': /simple/x/\n" + NOTHING,
        "connection-refused",
    ),
    # the module is missing because pip got nothing
    (f"ModuleNotFoundError: No module named x. {WRAPPED}", "read-timeout"),
    # pip's own mistakes, one of them cut off
    (
        'ERROR: Exception:\nTraceback (most recent call last):\n  File "/x-packages/pip/_internal/'
        'resolution/resolvelib/resolver.py", line 276, in get_topological_weights\n'
        "    assert len(weights) == expected_node_",
        "pip-crashed",
    ),
    (
        'Exception:\nTraceback (most recent call last):\n  File "/usr/lib/x/dist-packages/pip'
        '/util.py", line 739, in is_prerelease\n    return any([any([y in set(["a"]) for y in x]) '
        "for x in parsed])\nTypeError: 'int' object is not iterable\n",
        "pip-crashed",
    ),
    # two pips in one environment, started by Poetry
    (
        "  EnvCommandError\n\n  Command ['/home/me/.cache/pypoetry/x/bin/pip', 'install'] "
        "errored with the following return code 1, and output: \n  ERROR: Could not install "
        "packages due to an EnvironmentError: [Errno 2] No such file or directory: "
        "'/x/lib/python3.6/site-packages/nr/__init__.py'\n  \n  WARNING: You are using pip version "
        "20.2.2; however, version 21.2.4 is available.\n",
        "two-pips-at-once",
    ),
    (
        "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: "
        "'/x/lib/python3.10/site-packages/~xceptiongroup-1.2.0.dist-info'\n",
        "two-pips-at-once",
    ),
    # the last words of a pip that replaced itself
    (
        TRACE.format(
            "/x/lib/python3.9/site-packages/pip/_internal/self_outdated_check.py",
            "ImportError: cannot import name 'X' from 'pip._internal.metadata.base' (/x/base.py)",
        ),
        "half-upgraded-pip",
    ),
]


@pytest.mark.parametrize(("text", "slug"), WHICH)
def test_which_of_several_it_is(pure: Diagnosis, text: str, slug: str) -> None:
    (result,) = pure.of([text])
    assert (result["state"], slugs(result)[0]) == ("match", slug)


def test_the_last_line_of_a_traceback_belongs_to_its_files(pure: Diagnosis) -> None:
    """Even where a command of pip's stands above it."""
    own, others = pure.of(
        [
            f"$ pip install west\n{TRACE.format(path, DENIED)}"
            for path in (
                "/venv/lib/python3.12/site-packages/pip/_internal/x.py",
                "/opt/west/app.py",
            )
        ]
    )
    assert (own["state"], slugs(own)[0]) == ("match", "permission-denied")
    assert others["state"] == "maybe"


# What wraps pip's errors: they are pip's all the same.
LISTED = NOTHING + "ERROR: No matching distribution found for x\n"
FULL = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"
WRAPPERS = [
    (  # Ansible
        'fatal: [web1]: FAILED! => {"changed": false, "cmd": ["/opt/x/bin/pip3", "install", "x"], '
        '"msg": "stdout: Looking in indexes: https://pypi.org/simple\\n\\n:stderr: '
        + LISTED.replace("\n", "\\n")
        + '"}',
        "no-matching-distribution",
    ),
    (f'"msg": "\n:stderr: {MANAGED}', "externally-managed-environment"),
    # Vagrant
    (MANAGED.replace("error:", "    default: error:"), "externally-managed-environment"),
    (  # pipx
        "Fatal error from pip prevented installation. Full pip output in file:\n    /x/e.log\n\n"
        f"Some possibly relevant errors from pip install:\n    {FULL}\nError installing x.\n",
        "no-space-left",
    ),
    (  # conda
        "Collecting package metadata (repodata.json): done\nSolving environment: done\nInstalling "
        f"pip dependencies: | Ran pip subprocess with arguments:\nPip subprocess error:\n{LISTED}"
        "failed\n\nCondaEnvException: Pip failed\n",
        "no-matching-distribution",
    ),
    (  # Poetry
        "  EnvCommandError\n\n  Command ['/home/me/.cache/pypoetry/virtualenvs/x/bin/pip', "
        "'install', '--no-deps', 'x.whl'] errored with the following return code 1, and output: "
        f"\n  {FULL}",
        "no-space-left",
    ),
    (  # tox
        f"py310: install_deps> python -I -m pip install x\n{LISTED}py310: exit 1 (0.5 seconds) /w> "
        "python -I -m pip install x pid=3\n  py310: FAIL code 1 (0.60 seconds)\n",
        "no-matching-distribution",
    ),
]


@pytest.mark.parametrize(("text", "slug"), WRAPPERS)
def test_what_wraps_pip_is_read(pure: Diagnosis, text: str, slug: str) -> None:
    (result,) = pure.of([text])
    assert (result["state"], slugs(result)[0]) == ("match", slug)


UNSOLVED = "  \u00d7 No solution found when resolving dependencies:\n  ╰─▶ Because "
TOOLS = [
    (
        "error: Failed to fetch: `https://pypi.org/simple/x/`\n Caused by: error sending request "
        "for url (https://x.org/simple/x/)\n Caused by: client error (Connect)\n Caused by: dns "
        "error: failed to lookup address information: Temporary failure in name resolution",
        "uv",
        "dns-failure",
    ),
    (
        "  \u00d7 Failed to download `x==2025.4.26`\n  ├─▶ Request failed after 3 retries\n"
        "  ├─▶ error sending request for url (https://x.org/x.whl)\n  ╰─▶ operation timed out",
        "uv",
        "read-timeout",
    ),
    (
        f"{UNSOLVED}x was not found in the package registry and you require x, we\n      can "
        "conclude that your requirements are unsatisfiable.",
        "uv",
        "no-matching-distribution",
    ),
    (
        f"{UNSOLVED}a==1 depends on b>=2 and you require b<2, we can conclude that\n      your "
        "requirements are unsatisfiable.",
        "uv",
        "resolution-impossible",
    ),
    (
        "Because x depends on y (^2) which doesn't match any versions, version solving failed.",
        "Poetry",
        "resolution-impossible",
    ),
    (
        "  \u2022 Installing x (0.5.1): Failed\n\n  RuntimeError\n\n  Unable to find installation "
        "candidates for x (0.5.1)",
        "Poetry",
        "no-matching-distribution",
    ),
]


@pytest.mark.parametrize(("text", "tool", "slug"), TOOLS)
def test_what_another_tool_says_is_known_as_its_own(
    pure: Diagnosis, text: str, tool: str, slug: str
) -> None:
    """With the page that explains the same in pip; and pip's own error stands before it."""
    alone, beside = pure.of([text, f"{text}\n$ pip install x\n{MANAGED}"])
    assert (alone["state"], alone["results"][0]["tool"]) == ("maybe", tool)
    assert slugs(alone)[0] == slug
    assert (beside["state"], slugs(beside)[0]) == ("match", "externally-managed-environment")
    assert "tool" not in beside["results"][0]


def test_a_path_is_too_long_only_where_it_is_long(pure: Diagnosis) -> None:
    words = (
        "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: "
    )
    site = r"C:\\Users\\me\\venv\\Lib\\site-packages" + 2 * "\\"
    short, long = pure.of([f"{words}'{site}x.py'", f"{words}'{site}{'x' * 200}.py'"])
    assert "windows-long-path" not in slugs(short)
    assert (long["state"], slugs(long)[0]) == ("match", "windows-long-path")


FRAMES = """ERROR: Exception:
Traceback (most recent call last):
  File "/x/lib/python3.7/site-packages/pip/_internal/resolution/resolver.py", line 276, in weights
    assert len(weights) == expected_"""


@pytest.mark.parametrize("end", ["", "\n           ^^^^^^^^^^^^", "\n\n"])
def test_frames_without_their_last_line_say_so(pure: Diagnosis, end: str) -> None:
    (result,) = pure.of([FRAMES + end])
    assert result == {"state": "none", "results": [], "cut": True}


def test_a_crash_that_nobody_knows_may_be_a_bug_of_pip_s(pure: Diagnosis) -> None:
    """Where a text of another page is there, it is that."""
    known, unknown = pure.of(
        [f"{FRAMES}\nOSError: [Errno 28] No space left", f"{FRAMES}\nKeyError: pip crash bug"]
    )
    assert (unknown["state"], slugs(unknown)[0]) == ("maybe", "pip-crashed")
    assert slugs(unknown).count("pip-crashed") == 1
    assert slugs(known) == ["no-space-left"]


@pytest.mark.parametrize("end", ["\nAssertionError", "\n    AssertionError: x", "\nOh, x is wrong"])
def test_a_last_line_is_no_frame(pure: Diagnosis, end: str) -> None:
    (result,) = pure.of([FRAMES + end])
    assert "cut" not in result


def test_a_message_that_only_pip_has_makes_the_log_pip_s(pure: Diagnosis) -> None:
    missing = "ModuleNotFoundError: No module named 'setuptools'"
    alone, beside = pure.of([missing, f"Complete output from command x:\n{missing}"])
    assert (alone["state"], slugs(alone)[0]) == ("maybe", "build-backend-unavailable")
    assert (beside["state"], slugs(beside)[0]) == ("match", "build-backend-unavailable")


HOSTILE = Path(__file__).with_name("hostile.js")


def test_no_text_makes_it_stumble(pure: Diagnosis) -> None:
    """Each is answered within a second or two of CPU, however busy the machine is."""
    for row in pure.ask(HOSTILE.read_text(encoding="utf-8"), None):
        assert row["said"] in ("empty", "match", "maybe", "none", True), row
        assert row["seconds"] < 8, row


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("https://me:s3cret@pypi.example.com/simple/", "https://***@pypi.example.com/simple/"),
        ("https://gAAAtoken@host/simple", "https://***@host/simple"),
        ("--password hunter2222", "--password ***"),
        ("password = correct-horse", "password = ***"),
        ("PIP_TOKEN=abc123def", "PIP_TOKEN=***"),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic ***"),
        ("pypi-AgEIcHlwaS5vcmcCJGY2", "***"),
        ("ghp_0123456789abcdef0123", "***"),
        ("/home/jane.doe/.cache/pip", "/home/you/.cache/pip"),
        ('File "/Users/Jane Doe/x.py"', 'File "/Users/you/x.py"'),
        (r"C:\Users\Jane Doe\AppData", r"C:\Users\you\AppData"),
        (r"'c:\\users\\jane\\scripts'", r"'c:\\users\\you\\scripts'"),
        ("Read timed out. (read timeout=15)", "Read timed out. (read timeout=15)"),
        ("HTTPSConnectionPool(host='pypi.org', port=443)",) * 2,
        ("the token is required for user@host",) * 2,
    ],
)
def test_secrets_are_masked(pure: Diagnosis, text: str, masked: str) -> None:
    assert pure.ask("text => mask(text)", text) == masked


@pytest.fixture(scope="module")
def staged(errors: Path) -> Path:
    """A folder with errors.json and the scripts as they are published."""
    target = errors.parent / scripts.FOLDER.relative_to("docs")
    shutil.copytree(JAVASCRIPTS / "vendor", target / "vendor")
    for name, script in scripts.published(JAVASCRIPTS).items():
        (target / name).write_bytes(script)
    return errors.parent


def test_what_is_published_says_the_same_in_a_browser(
    pure: Diagnosis, pages: Catalogue, staged: Path, chromium: Browser
) -> None:
    """Joined, minified and in Chromium; for each published log, and all that one pip printed."""
    texts = [log.text for log in logs()]
    texts += [text for _, path, text in recorded(pages) if path.stem == "26.3"]
    texts += ["segmentatn fault", "certificatx verify", "torch==1.4"]  # which only words can find
    assert len(texts) > 100
    with serving(staged) as address, in_chromium(chromium, address) as browser:
        for text, here, there in zip(texts, pure.of(texts), browser.of(texts), strict=True):
            assert here == there, text


NODE = shutil.which("node")
RUNTIMES = [[str(DENO), "run", *OFFLINE, "--allow-read=."], *([[NODE]] if NODE else [])]


@pytest.mark.parametrize("runtime", RUNTIMES, ids=lambda command: Path(command[0]).stem)
def test_the_example_for_tools_runs(staged: Path, runtime: list[str]) -> None:
    page = (ROOT / "docs/use-it.md").read_text(encoding="utf-8")
    (example,) = re.findall(r'```js title="what-is-it.mjs"\n(.*?)```', page, re.DOTALL)
    (staged / "what-is-it.mjs").write_text(example, encoding="utf-8")
    done = subprocess.run(
        [*runtime, "what-is-it.mjs"],
        cwd=staged,
        env=ALONE,
        input=WRAPPED,
        capture_output=True,
        text=True,
    )
    said = "match errors/read-timeout/ pip install --timeout 60 requests\n"
    assert (done.returncode, done.stdout) == (0, said), done.stderr


DIAGNOSIS = [JAVASCRIPTS / "diagnose.js", *sorted((JAVASCRIPTS / "diagnosis").glob("*.js"))]


@pytest.mark.parametrize("path", DIAGNOSIS, ids=lambda path: path.stem)
def test_it_is_pure(path: Path) -> None:
    code = re.sub(r"(?m)^ *(?://|/?\*).*$", "", path.read_text(encoding="utf-8"))
    outside = r"\b(document|window|XMLHttpRequest|navigator|Date)\b|\b(fetch|import)\("
    assert not re.search(outside, code)


def test_what_it_knows_is_data(errors: Path) -> None:
    """Texts and patterns; what is done with them stands elsewhere."""
    knowledge = JAVASCRIPTS / "diagnosis/knowledge.js"
    names = re.findall(r"(?m)^export \w+ (\w+)", knowledge.read_text(encoding="utf-8"))
    isdata = """names => {
        const data = (value) => typeof value === "string" || value instanceof RegExp ||
            (typeof value === "object" && Object.values(value).every(data));
        return names.filter((name) => !data(globalThis[name]));
    }"""
    assert len(names) > 20
    with in_deno(knowledge, errors) as loaded:
        assert loaded.ask(isdata, names) == []


def test_what_is_vendored_has_its_licence() -> None:
    vendored = JAVASCRIPTS / "vendor/minisearch-7.2.0.js"
    words = (JAVASCRIPTS / "diagnosis/words.js").read_text(encoding="utf-8")
    assert f'from "../vendor/{vendored.name}"' in words
    assert vendored.with_suffix(".LICENSE.txt").exists()


OURS = [path for path in sorted(JAVASCRIPTS.rglob("*.js")) if path.parent.name != "vendor"]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_no_page_is_known_to_the_scripts(path: Path, pages: Catalogue) -> None:
    """What a page needs is a key of its head."""
    words = set(re.findall(r"[\w-]+", path.read_text(encoding="utf-8")))
    assert words.isdisjoint(pages.pages)


ROOMS = [
    path
    for room in ("content", "evidence", "explain", "lab", "site")
    for path in sorted((ROOT / "pipclinic" / room).rglob("*.py"))
    # Names of their own: keys of metadata, and the codes of pip's own errors.
    if path.parent.name != "stub" and path.stem != "references"
]


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.stem)
def test_no_page_is_known_to_the_machinery(path: Path, pages: Catalogue) -> None:
    """As a text of its own; in a sentence it may be an example."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = {node.value for node in tree if isinstance(node, ast.Constant)}
    assert texts.isdisjoint(pages.pages)
