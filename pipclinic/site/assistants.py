"""What those read who read no HTML: an index of all pages, and all of them as one text."""

import re
from collections.abc import Mapping
from posixpath import join, normpath

from pipclinic.content.catalogue import Catalogue
from pipclinic.content.head import PHASES
from pipclinic.content.page import Document
from pipclinic.site.rendering import render

INDEX = "llms.txt"
ALL = "llms-full.txt"

_LINK = re.compile(r"\]\((?![a-z]+:|#)([^)\s]+)\)")
_BETWEEN = "\n\n---\n\n"


def address(document: Document) -> str:
    """Where a document's twin lies in the site."""
    return f"{document.path.parent.name}/{document.slug}/index.md"


def index(catalogue: Catalogue) -> str:
    """llms.txt: what there is, where it lies, and how to use it."""
    return render("llms.txt", catalogue=catalogue, phases=PHASES, address=address)


def everything(twins: Mapping[str, str]) -> str:
    """llms-full.txt: all twins, which are named by where they lie."""

    def one(name: str, text: str) -> str:
        folder = name.rpartition("/")[0]
        body = _LINK.sub(lambda link: f"]({normpath(join(folder, link[1]))})", text)
        return f"From [{name}]({name}):\n\n{body}"

    return _BETWEEN.join(one(name, text) for name, text in twins.items())
