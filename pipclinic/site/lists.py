"""Pages made of other pages: all errors, all guides, what the home page offers to try."""

from collections.abc import Iterable
from pathlib import Path

from pipclinic.content.catalogue import Catalogue
from pipclinic.content.head import PHASES
from pipclinic.content.page import Document
from pipclinic.site import journey
from pipclinic.site.rendering import render


def errors(catalogue: Catalogue, drawing: str, folder: str) -> str:
    """All pages by phase, in the order of the journey; `folder` leads to them."""
    phases = {
        phase: [page for page in catalogue.pages.values() if page.front.phase == phase]
        for phase in PHASES
    }
    figure = journey.figure(drawing, None)
    return render("errors.md", figure=figure, phases=phases, titles=PHASES, folder=folder)


def error_list(catalogue: Catalogue, drawing: str) -> str:
    """The page of all errors."""
    pages = catalogue.pages.values()
    head = render("error-list.md", updated=_newest(pages), count=len(pages))
    return head + errors(catalogue, drawing, "")


def guide_list(catalogue: Catalogue) -> str:
    """The page of all guides."""
    guides = catalogue.guides.values()
    return render("guide-list.md", guides=guides, updated=_newest(guides))


def moved(document: Document) -> str:
    """What stands at an address that a page had: it leads on."""
    return render("moved.md", title=document.front.title, slug=document.slug)


def examples(catalogue: Catalogue) -> str:
    """Buttons that put a recording into the box on the home page, in the order of the journey."""
    shown = [
        (example.label, _recorded(page.folder / "recorded" / example.recording))
        for phase in PHASES
        for page in catalogue.pages.values()
        if page.front.phase == phase and (example := page.front.home_example)
    ]
    return render("examples.md", examples=shown)


def _newest(documents: Iterable[Document]) -> str:
    """When one of them was changed last."""
    return str(max((document.front.updated_at for document in documents), default=""))


def _recorded(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()
