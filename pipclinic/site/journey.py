"""The picture of an install's journey, in a page and as a file, with the place where it failed."""

from markupsafe import Markup

from pipclinic.content.head import PHASES, Phase
from pipclinic.site.rendering import render


def figure(drawing: str, phase: Phase | None) -> Markup:
    """The drawing inline, so that it follows the page's colours; marked for a phase."""
    title = PHASES[phase] if phase else ""
    station = _station(phase) if phase else ""
    drawn = Markup(drawing.strip())  # noqa: S704 - the project's own
    return Markup(render("journey.html", drawing=drawn, title=title, station=station))  # noqa: S704


def picture(drawing: str, phase: Phase) -> str:
    """The drawing as an SVG of its own, marked for a phase; it follows the system's colours."""
    mark = render("journey.css", station=_station(phase))
    return drawing.replace("</style>", f"{mark}</style>", 1)


def _station(phase: Phase) -> str:
    return "you" if phase == "environment" else phase
