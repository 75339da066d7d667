"""What has to be true between a page or guide, its case and its snippets."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipclinic.content.page import Document, Page
from pipclinic.content.problems import Problem
from pipclinic.content.rules import markup, recordings
from pipclinic.content.rules.answer import answer_problems
from pipclinic.content.rules.bounds import bound_problems
from pipclinic.content.rules.case import case_problems
from pipclinic.content.rules.claims import claim_problems
from pipclinic.content.rules.head import front_problems, head_problems
from pipclinic.content.rules.sections import heading_problems, section_problems
from pipclinic.content.rules.sentences import sentences
from pipclinic.content.rules.snippets import snippet_problems, text_of_snippet_problems
from pipclinic.content.rules.text import block_problems, commands_of, text_problems

__all__ = ["problems_of", "text_of_snippet_problems"]


def problems_of(
    document: Document, root: Path, texts: Mapping[Path, str | None]
) -> Iterator[Problem]:
    """Everything that is wrong with a page or guide whose parts could be read.

    texts: of files that were read already.
    """
    name = str(document.path.relative_to(root))
    commands = commands_of(document, root, texts)
    yield from head_problems(document, name)
    unread = list(markup.problems(document.body, document.body_line, name))
    if unread:  # what else is wrong would only follow from it
        yield from unread
        return
    yield from heading_problems(document, name)
    if isinstance(document, Page):
        yield from front_problems(document, name, root, commands)
        yield from answer_problems(document, name)
        yield from section_problems(document, name)
    yield from text_problems(document, name, root, commands)
    yield from block_problems(document, name)
    said = tuple(sentences(document))
    yield from claim_problems(document, name, said)
    yield from bound_problems(said, name)
    yield from case_problems(document, root)
    yield from snippet_problems(document, root)
    yield from recordings.problems(document, root)
