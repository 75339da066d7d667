"""What is recorded of a page is what its steps record, and as it was written down.

`recorded/seen.toml` has a digest of each folder, of which `evidence/kept.py` writes the file.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipclinic.content.page import Document
from pipclinic.content.pips import TABLE
from pipclinic.content.problems import Problem

SEEN = "seen.toml"
_DIGEST = re.compile(r'^"([\w.-]+)" = "([0-9a-f]{16})"$', re.MULTILINE)
_VERSIONS = frozenset(pip.version for pip in TABLE)


def problems(document: Document, root: Path) -> Iterator[Problem]:
    """What was put among the recordings of a page by hand."""
    folder = document.folder / "recorded"
    if not folder.is_dir():
        return
    where = str(folder.relative_to(root))
    seen = folder / SEEN
    text = seen.read_text(encoding="utf-8") if seen.is_file() else ""
    noted = dict(_DIGEST.findall(text.partition("\n[printed]\n")[2]))
    worlds = {Path(example.run).stem: example.name for example in document.case.example}
    for name, files in folders(folder).items():
        if name not in document.recorded:
            yield Problem(f"{where}/{name}", 1, "no step records it: take it out")
            continue
        for file in files if name not in worlds else ():
            if file.removesuffix(".txt") not in _VERSIONS:
                yield Problem(f"{where}/{name}/{file}", 1, "is of no pip there is: take it out")
        if name in noted and noted[name] != digest(files):
            words = f"is not as it was recorded: run 'pipclinic record {document.slug}'"
            yield Problem(f"{where}/{name}", 1, words)


def digest(files: Mapping[str, bytes]) -> str:
    """One digest of the files of a folder, by their names."""
    whole = hashlib.blake2b(digest_size=8)
    for name, content in files.items():
        whole.update(b"%s\0%d\0%s" % (name.encode(), len(content), content))
    return whole.hexdigest()


def folders(folder: Path) -> Mapping[str, Mapping[str, bytes]]:
    """Each folder of recordings: its name, and its files with what stands in them."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir())
    return {name: _files(f"{folder}/{name}") for name in names}


def _files(folder: str) -> Mapping[str, bytes]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_file())
    found = {}
    for name in names:
        with open(f"{folder}/{name}", "rb", buffering=0) as file:
            found[name] = file.read()
    return found
