"""A page, its case and its snippets to begin with: "WRITE THIS" stands wherever words are missing.

As long as it stands somewhere, the page is refused, with file and line of each place.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipclinic.content.case import AnyFault, NamedFault
from pipclinic.content.head import PHASES, Phase
from pipclinic.content.keys import toml
from pipclinic.content.problems import UNWRITTEN, unknown
from pipclinic.content.rules.sections import SECTIONS
from pipclinic.faults import addresses, connections, names, ports, responses, sites, tls
from pipclinic.faults import environments as environment

_FAULT: TypeAdapter[Any] = TypeAdapter(AnyFault)
_SAMPLES: Mapping[str, object] = {
    "instead": [{"name": "requests", "version": "2.35.0"}],
    "seconds": 40,
    "port": 8443,
    "path": "/pypi/simple/",
    "status": 503,
    "after": 100,
    "kilobytes": 400,
    "megabytes": 88,
}
# What makes a fault bite that did not, by the key that decides it.
_STRONGER: Mapping[str, str] = {
    "seconds": "more: pip waits 15 for each byte, and tries six times",
    "after": "less: what is shorter arrives whole; a project's `size` makes its files longer",
    "missing": "more bytes",
    "first": "more, or left out: then every request is struck",
    "every": "less, or left out: then every request is struck",
    "kilobytes": "less",
    "megabytes": "less",
    "part": "a text that stands in the address of what pip has to have",
    "removes": "what the command needs",
    "writes": "what the command reads",
    "unwritable": "where the command writes",
    "instead": "what the index has in place of the usual: 'pipclinic keys project'",
}
# Where on the journey a kind of fault strikes, by the name of its family.
_PHASES: Mapping[str, Phase] = {
    "NameFault": "name",
    "RouteFault": "connection",
    "PortFault": "connection",
    "ConnectionFault": "connection",
    "CertificateFault": "tls",
    "HelloFault": "tls",
    "SiteFault": "index",
    "ResponseFault": "index",
    "EnvironmentFault": "environment",
}
# Where what the index has shows itself: it is of no family.
_OF_OFFERS: Phase = "version"
_MODULES = (names, addresses, ports, connections, tls, sites, responses, environment)
_HINTS: Mapping[str, str] = {
    "find-your-cause": "| What you see | What to do |\n|---|---|\n"
    "| {u}: a sign of one cause; take the section out if there is only one | [Fix it](#the-fix) |",
    "fixes": "### {u}: what the fix does {{#the-fix}}\n\n"
    "{u}: when to use it, what it changes, how to undo it.\n\n"
    '```sh title="fix.sh"\n--8<-- "{slug}/fix.sh"\n```',
    "what-does-not-fix-it": "popular advice that does not help; each command is a not_a_fix",
    "what-went-wrong": "what happened on the way, in plain words",
    "make-it-permanent": "where to set it so that it lasts; take the section out if nowhere",
}


class NotMade(Exception):
    """Why there is no new page; what to do instead."""


@dataclass(frozen=True)
class Draft:
    """The fault of a new page, and the files to write: path below the root, content."""

    fault: NamedFault
    files: Mapping[Path, str]


def kinds() -> Mapping[str, Any]:
    """The schema of each kind of fault, by its kind."""
    definitions = _FAULT.json_schema()["$defs"].values()
    found = {d.get("properties", {}).get("kind", {}).get("const"): d for d in definitions}
    return {kind: schema for kind, schema in sorted(found.items(), key=str) if kind}


def families() -> Mapping[str, Mapping[str, str]]:
    """What each kind of fault does, by when its family strikes; both in their types' own words."""
    types = {name: kind for module in _MODULES for name, kind in vars(module).items()}
    found: dict[str, dict[str, str]] = {family: {} for family in (*_PHASES, "")}
    for kind, schema in kinds().items():
        bases = getattr(types.get(schema["title"]), "__mro__", ())
        family = next((base.__name__ for base in bases if base.__name__ in _PHASES), "")
        found[family][kind] = schema["description"].splitlines()[0]
    titles = {family: types[family].__doc__.splitlines()[0] for family in _PHASES}
    return {titles.get(family, "Others."): members for family, members in found.items()}


def draft(slug: str, kind: str, host: str | None) -> Draft:
    """A new page about what happens where a fault of this kind strikes. Raises NotMade."""
    if kind not in kinds():
        raise NotMade(unknown("kind of fault", kind, kinds(), "'pipclinic faults' lists them"))
    fields = _fields(kind, host)
    fault = _FAULT.validate_python(fields)
    name = f"{kind}-{fields['host']}" if "host" in fields else kind
    bases = (base.__name__ for base in type(fault).__mro__)
    struck = next((_PHASES[base] for base in bases if base in _PHASES), _OF_OFFERS)
    phase = "proxy" if fields.get("host") == "proxy" else struck
    case = _case(slug, name, fields)
    snippets = Path("snippets") / slug
    files = {
        Path("docs/errors") / f"{slug}.md": _page(slug, name, phase),
        snippets / "case.toml": case,
        snippets / "install.sh": "pip install requests\n",
        snippets / "fix.sh": f"pip install requests # {UNWRITTEN}: the command that helps\n",
    }
    return Draft(NamedFault(name=name, means=name, fault=fault), files)


def stronger(fault: NamedFault) -> Mapping[str, str]:
    """What could make a fault bite that did not: each key of its, and which way to turn it."""
    properties = kinds()[fault.fault.kind]["properties"]
    return {key: words for key, words in _STRONGER.items() if key in properties}


def _fields(kind: str, host: str | None) -> dict[str, object]:
    """The keys a fault of this kind needs, with a sample value each."""
    schema = kinds()[kind]
    fields: dict[str, object] = {"kind": kind}
    for key in schema.get("required", []):
        about = schema["properties"][key]
        if about.get("type") == "array" and key not in _SAMPLES:
            wanted = f"{kind} wants {key}, a list: begin with another kind, and copy a fault"
            raise NotMade(f"{wanted} of this one from a case.toml that has it")
        choices = _choices(about) or [None]
        sample = "index" if "index" in choices else choices[0]
        if sample is None:
            number = 100_000 if about.get("type") == "integer" else f"{UNWRITTEN}: {key}"
            sample = _SAMPLES.get(key, number)
        fields[key] = sample
    if host is not None:
        choices = _choices(schema["properties"].get("host", {}))
        if host not in choices:
            strikes = ", ".join(choices) or "no host: leave --host out"
            raise NotMade(f"--host {host}: {kind} strikes {strikes}")
        fields["host"] = host
    return fields


def _choices(about: Mapping[str, Any]) -> list[Any]:
    """The values that a key may have, where its schema names them."""
    return list(about.get("enum", [about["const"]] if "const" in about else []))


def _page(slug: str, name: str, phase: str) -> str:
    assert phase in PHASES
    today = datetime.datetime.now(datetime.UTC).date()
    head = [
        "---",
        f'title: "{UNWRITTEN}: what pip prints, as a person would paste it"',
        f'search_title: "{UNWRITTEN}: a title of at most 60 characters"',
        f'description: "{UNWRITTEN}: one sentence for search engines, 50 to 160 characters"',
        f'cause: "{UNWRITTEN}: one sentence that says what happened."',
        "first_fix: fix.sh",
        f'changes: "{UNWRITTEN}: what the fix changes, as in: affects this command only"',
        "authors: [contributor]",
        f"tags: [{phase}]",
        f"thumbnail: images/phase-{phase}.svg",
        f"created_at: {today}",
        f"updated_at: {today}",
        f"phase: {phase}",
        "signatures:",
        f'  - "{UNWRITTEN}: a text out of what pip prints, with * for what varies"',
        "---",
        "",
    ]
    shown = f'```sh title="install.sh"\n--8<-- "{slug}/install.sh"\n```'
    body = []
    for section in SECTIONS:
        hint = _HINTS.get(section.identifier, "")
        text = hint.format(u=UNWRITTEN, slug=slug) if "{u}" in hint else f"{UNWRITTEN}: {hint}."
        if section.identifier == "what-pip-prints":
            text = f'{shown}\n\n--8<-- "{slug}/printed/install-{name}.md"'
        body += [section.written, "", text, ""]
    return "\n".join([*head, *body])


def _case(slug: str, name: str, fields: Mapping[str, object]) -> str:
    more = {"files": f'removes = ["{UNWRITTEN}: what is gone; or use writes or unwritable"]\n'}
    control = {"command": 'control = "fix.sh"\n'}
    kind = str(fields["kind"])
    lines = [
        f"# What is executed for docs/errors/{slug}.md.",
        "",
        f"[fault.{name}]",
        f"means = \"{UNWRITTEN}: words that complete 'Executed, where …'\"",
        *(f"{key} = {toml(value)}" for key, value in fields.items()),
        more.get(kind, ""),
        f"[[fault.{name}.reproduce]]",
        'run = "install.sh"',
        control.get(kind, "") + f'prints = "{UNWRITTEN}: one of the signatures of the page"',
        "",
        f"[[fault.{name}.fix]]",
        'run = "fix.sh"',
        "",
    ]
    return "\n".join(lines)
