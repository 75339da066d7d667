"""Pages made of other pages: all errors, all guides, what the home page offers to try."""

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
    return render("error-list.md") + errors(catalogue, drawing, "")


def guide_list(catalogue: Catalogue) -> str:
    """The page of all guides."""
    return render("guide-list.md", guides=catalogue.guides.values())


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


def _recorded(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()
