"""The whole site as one archive that works from a disk, where nobody answers.

There an address leads to a file and not to a folder, no module is loaded, nothing is fetched, and
no worker starts from a file. So each link names its `index.html`, and what the site loads when it
is wanted stands in classic scripts: the diagnosis with its modules and all errors, the index of
the search, and its worker. It is made of the site as it was built, so it has the same pages.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

from pipclinic.site import scripts

NAME = "pip-clinic.zip"
EMPTY = b"PK\5\6" + bytes(18)  # what stands in its place until the site is built
_FOLDER = Path(NAME).stem
_DATE = (1980, 1, 1, 0, 0, 0)  # the same site, the same bytes

_SCRIPTS = "assets/javascripts"
_BEFORE = "disk/disk.js"  # what the page's own script finds there
_MODULES = "modules.js"
_WORKERS = "workers.js"
_INDEX = "search/search_index.json"
# What only servers and those who ask them have a use for.
_LEFT_OUT = re.compile(
    rf"404\.html|_headers|robots\.txt|llms(-full)?\.txt|sitemap\.xml(\.gz)?|.*\.(md|map|zip)"
    rf"|assets/cards/.*|{_INDEX}"
)
# An address within the site; what stands behind it in the quotes is left alone.
_LINK = re.compile(r'(\shref="|; url=)([^"#?:]+)(?=[#?"])')
_TWIN = re.compile(r'\srel="alternate" type="text/markdown" href="[^"]*"')
_ITSELF = re.compile(rf'\shref="[^"]*{re.escape(NAME)}"')
# No worker starts from a file, so it is made there from a text.
_POLICY = ("worker-src 'self'", "worker-src blob:")
_VERSIONS = re.compile(r'"version": ?\{[^}]*\}')

# What modules find: where they are, the list of errors, each other.
_KEPT = """\
const HERE = document.currentScript.src;
const fetch = async () => ({ json: async () => errors });
const made = {};
const module = globalThis.module = (name) => made[name] ??= written[name]() ?? {};
"""


def archive(root: Path, site: Path) -> None:
    """Write it beside the pages of a site."""
    into = site / NAME
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        # What is written for a disk takes the place of what is written for servers.
        for name, content in sorted(dict(_files(root, site)).items()):
            named = zipfile.ZipInfo(f"{_FOLDER}/{name}", _DATE)
            packed.writestr(named, content, zipfile.ZIP_DEFLATED)


def _files(root: Path, site: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of the archive, by its name."""
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not _LEFT_OUT.fullmatch(name):
            is_page = path.suffix == ".html"
            yield name, _page(site, name).encode() if is_page else path.read_bytes()
    folder = root / scripts.FOLDER
    first = scripts.body(folder / "clinic.js")
    before = (folder / _BEFORE).read_text(encoding="utf-8")
    yield f"{_SCRIPTS}/clinic.js", f"(() => {{\n{before}}})();\n(() => {{\n{first}}})();\n".encode()
    yield f"{_SCRIPTS}/{_MODULES}", _modules(folder, first, _errors(site)).encode()
    workers = {path.name: path.read_text("utf-8") for path in site.glob(f"{_SCRIPTS}/workers/*.js")}
    yield f"{_SCRIPTS}/{_WORKERS}", f"var workers = {json.dumps(workers)};\n".encode()
    if not (site / _INDEX).exists():  # Zensical's search has another
        return
    index = json.loads((site / _INDEX).read_text(encoding="utf-8"))
    for entry in index["docs"]:
        entry["location"] = _file(site, "", entry["location"])
    yield str(Path(_INDEX).with_suffix(".js")), f"var __index = {json.dumps(index)};\n".encode()


def _page(site: Path, name: str) -> str:
    """A page whose links lead to files."""
    text = (site / name).read_text(encoding="utf-8")
    text = _VERSIONS.sub('"version": null', _ITSELF.sub("", _TWIN.sub("", text)))
    text = text.replace(*_POLICY)
    return _LINK.sub(lambda link: f"{link[1]}{_file(site, dirname(name), link[2])}", text)


def _file(site: Path, folder: str, address: str) -> str:
    """An address, as it is seen from a folder of the site, with the name of its file."""
    path, sign, place = address.partition("#")
    if (site / normpath(join(folder, path))).is_dir():
        path = join(path, "index.html")
    return f"{path}{sign}{place}"


def _errors(site: Path) -> str:
    """The list of all errors, whose addresses are files."""
    errors = json.loads((site / "errors.json").read_text(encoding="utf-8"))
    for error in errors["errors"]:
        for named in (error, *error["fixes"]):
            named["url"] = _file(site, "", named["url"])
    return json.dumps(errors)


def _modules(folder: Path, first: str, errors: str) -> str:
    """All that is loaded when it is wanted, as functions."""
    written: dict[str, str] = {}
    wanted = scripts.asked_for(first)
    while wanted:
        name = wanted.pop()
        if name not in written:
            written[name] = scripts.body(folder / name)
            wanted += scripts.asked_for(written[name])
    functions = "".join(
        f"{json.dumps(name)}: () => {{\n{body}}},\n" for name, body in written.items()
    )
    return (
        f"(() => {{\nconst errors = {errors};\n{_KEPT}const written = {{\n{functions}}};\n}})();\n"
    )
