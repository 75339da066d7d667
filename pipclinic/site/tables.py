"""Tables for those who write pages, made from the code that knows: pips, and the keys of a step."""

from pipclinic.content.case import STEPS
from pipclinic.content.pips import TABLE
from pipclinic.site.rendering import render


def pips() -> str:
    """The versions of pip that are tested."""
    return render("pips.md", pips=TABLE)


def steps() -> str:
    """The keys of a step, in the words that a contributor is told on a mistake."""
    keys = {key: field for kind in STEPS.values() for key, field in kind.written().items()}
    rows = [(key, _of(key), field.description) for key, field in keys.items()]
    return render("steps.md", rows=rows)


def _of(key: str) -> str:
    having = [f"`{kind}`" for kind, model in STEPS.items() if key in model.written()]
    return "all" if len(having) == len(STEPS) else ", ".join(having)
