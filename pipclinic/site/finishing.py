"""What is added to a site once it is built, by whichever builder.

A builder makes a page of every Markdown file that it is given, so a page's twin, which is to lie
beside it as `index.md`, cannot be given to it. The cards take a while to draw, and none is needed
to write a page. The archive is made of what was built.
"""

from pathlib import Path

from pipclinic.evidence.evidence import Evidence
from pipclinic.site import assistants, cards, offline, twins
from pipclinic.site.wheel import version_of


def finish(evidence: Evidence, site: Path) -> None:
    """Add it to a site."""
    catalogue = evidence.catalogue
    version = version_of(catalogue.root)
    texts = {
        assistants.address(document): twins.twin(document, evidence, version)
        for document in catalogue.documents.values()
    }
    texts[assistants.ALL] = assistants.everything(texts)
    for name, text in texts.items():
        (site / name).write_text(text, encoding="utf-8", newline="\n")
    cards.add(catalogue.documents, catalogue.root / cards.KEPT, site)
    offline.archive(catalogue.root, site)
