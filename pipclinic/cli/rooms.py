"""Commands that let people into a broken world: a shell there, and a page begun there."""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from pipclinic.cli.console import ROOT, Refused, existing, for_people
from pipclinic.cli.running import broken, rows_of
from pipclinic.cli.screen import out
from pipclinic.content import catalogue, new, pips
from pipclinic.content.case import Case, NamedFault
from pipclinic.content.problems import UNWRITTEN, listed
from pipclinic.lab.stub.world import HOSTS

app = typer.Typer()


@app.command()
def shell(
    slug: Annotated[str, typer.Argument(help="The page whose broken world to enter.")],
    under: Annotated[
        str | None, typer.Option(help="Which of its faults; the first when not named.")
    ] = None,
    pip: Annotated[str, typer.Option(help="Which pip.")] = pips.NEWEST.version,
) -> None:
    """Open a shell in which the world is broken, to try things by hand."""
    with for_people():
        case, _ = catalogue.load_case(ROOT, *existing([slug]))
        names = [fault.name for fault in case.fault]
        if under is not None and under not in names:
            raise Refused(f"there is no fault {under!r} on this page; there is {listed(names)}")
        row = rows_of(pip)[-1]
        fault = case.named(under or names[0])
        with broken(fault, row) as (box, _):
            out.print(
                f"pip {box.pip.version} on Python {box.python.minor}, where {_words(fault)}. "
                "Where pip would wait, its clock jumps. Leave with 'exit'."
            )
            environment = {
                **box.environment,
                **_variables(case, fault),
                "PS1": f"({fault.name}) $ ",
                "TERM": os.environ.get("TERM", "dumb"),
            }
            code = box.shell(environment)
    raise typer.Exit(code)


def _variables(case: Case, fault: NamedFault) -> Mapping[str, str]:
    """The variables of the first command that fails under a fault."""
    failing = (step.environment for step in case.reproduce if step.under == fault.name)
    return next(failing, {})


def _words(fault: NamedFault) -> str:
    """What a fault means; of one whose words are still to be written, its name."""
    return fault.name if UNWRITTEN in fault.means else fault.means


@app.command("new")
def begin(
    slug: Annotated[str, typer.Argument(help="The page's name for ever, as in read-timeout.")],
    fault: Annotated[
        str, typer.Option(help="What is broken, for example refused; 'pipclinic faults' lists all.")
    ] = "",
    host: Annotated[
        str | None, typer.Option(help="Which host is struck; the index when not named.")
    ] = None,
) -> None:
    """Begin a page: its text, its case and its snippets; and show what pip prints there."""
    with for_people():
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            raise Refused(f"{slug!r} is no slug: lower-case words with hyphens, as in read-timeout")
        if (ROOT / "docs/errors" / f"{slug}.md").exists():
            raise Refused(f"there is a page {slug!r} already: docs/errors/{slug}.md")
        if not fault:
            raise Refused("say what is broken, with --fault; 'pipclinic faults' lists the kinds")
        try:
            draft = new.draft(slug, fault, host)
        except new.NotMade as refused:
            raise Refused(str(refused)) from None
        for path, text in draft.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            out.print(f"wrote {path}", markup=False)
        with broken(draft.fault, rows_of("newest")[-1]) as (box, world):
            ran = box.run(ROOT / "snippets" / slug / "install.sh", 120)
    out.print(f"\npip {pips.NEWEST.version} prints there:\n\n{ran.output}", markup=False)
    if ran.exit == 0:
        asked = {name for name, _ in world.requests}
        out.print("\n".join(_no_bite(draft.fault, slug, asked)), markup=False)
    out.print(f"Fill in what 'pipclinic check' names. Then: make prove PAGE={slug}")


def _no_bite(fault: NamedFault, slug: str, asked: set[str]) -> Iterator[str]:
    """Why nothing failed, as far as that can be seen, and what to do about it.

    asked: the names of the hosts that got a request.
    """
    role = getattr(fault.of_the_world, "host", None)
    host = HOSTS.get(role) if role else None
    if fault.fault.kind == "command":
        yield f"Nothing failed there: put the command that fails into snippets/{slug}/install.sh."
    elif host and host not in asked:
        others = ", ".join(sorted(asked))
        yield f"The fault did not bite: it strikes {host}, and pip asked only {others}."
        yield f"Let snippets/{slug}/install.sh go there, or strike another host: --host."
    else:
        yield f"The fault did not bite. What can be made stronger in snippets/{slug}/case.toml:"
        for key, words in new.stronger(fault).items():
            yield f"  {key:<11} {words}"
        yield f"Or let snippets/{slug}/install.sh do what it strikes: 'pipclinic keys reproduce'."
    yield "Where pip exits with 0 and only warns: exits = 0, installs = what is lacking then, and"
    yield "ends_the_run: false in the head. If it does not even warn: prints = false, and a check."
