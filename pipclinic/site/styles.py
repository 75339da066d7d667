"""The style sheet as it is published: Material's and ours in one, without what no page has.

A page is not shown before all of its style sheets are there, and each of their rules is looked at
for each element. Material has two, and half of their rules are for what this site does not use.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from pipclinic.site import pictures
from pipclinic.site.scripts import small

OURS = Path("docs/assets/stylesheets/clinic.css")
PUBLISHED = Path("docs/assets/stylesheets/site.css")
_THEIRS = ("main", "palette")

# What Material can show and this site does not. A test looks for each of them on every page.
UNUSED = re.compile(
    # kinds of content
    r"admonition(-title)?|note|abstract|info|tip|success|question|warning|failure|danger|bug|quote"
    r"|example|annotate|arithmatex|card|critic|emojione|twemoji|gemoji|giscus|inline|key(-.+)?"
    r"|keys|highlighttable|linenos?|linenodiv|lightbox|mermaid|task-list-.+|tabbed-button"
    # parts of a page
    r"|md-(annotation|author|clipboard|consent|draft|feedback|input|meta|pagination|path|pin|post"
    r"|progress|select|social|source|source-file|status|tag|tags|tooltip2?)([_-].*)?"
    r"|md-(header|nav)__source|md-nav--integrated|md-(content|sidebar)--post|md-search__suggest"
    r"|md-banner__button|md-footer__(link|inner|title|direction)(--.+)?"
)
# Other colours, another direction; what tabs are without a script or in a dialog: ours have a look
# of their own. While colours are switched, a rule for every element has all of them looked at.
_ATTRIBUTES = re.compile(
    r'\[dir="?rtl|\[data-md-color-(primary|accent)="?(?!custom)|\[data-md-color-switching'
    r"|(\.no-js|\[role=dialog).*\.tabbed-set"
)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_ARGUMENTS = re.compile(r"\([^()]*\)")
_NESTING = ("@media", "@supports")
# A string, which may hold any sign, or a sign that says where a rule begins and ends.
_SIGNS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{}]")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_READ = re.compile(r"var\((--[\w-]+)")
_NAMED = re.compile(r"(?<![\w(-])(--[\w-]+):((?:\"[^\"]*\"|'[^']*'|[^;}\"'])*);?")


def joined(root: Path) -> str:
    """Material's style sheets, as they are installed, and ours."""
    folder = Path(str(files("material"))) / "templates/assets/stylesheets"
    theirs = [path.read_text("utf-8") for name in _THEIRS for path in folder.glob(f"{name}.*.css")]
    return _without_unread_names("".join([*_used("".join(theirs)), ours(root)]))


def ours(root: Path) -> str:
    """Ours alone, with that of pictures: Zensical has style sheets of its own for the rest."""
    drawn = [_within(scope, style) for scope, style in pictures.styles(root)]
    return "".join([small((root / OURS).read_text(encoding="utf-8"), "text/css"), *drawn])


def _used(style: str) -> Iterator[str]:
    """The rules that some page may need."""
    for head, body in _rules(_COMMENT.sub("", style)):
        if head.startswith(_NESTING):
            inner = "".join(_used(body))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif selectors := [one for one in _selectors(head) if not _is_unused(one)]:
            yield f"{','.join(selectors)}{{{body}}}"


def _within(scope: str, style: str) -> str:
    """A picture's rules, for what stands in it; those for a file of its own are left out."""
    rules = []
    for head, body in _rules(style):
        if head.startswith(_NESTING):
            rules.append(f"{head}{{{_within(scope, body)}}}")
        elif selectors := [one for one in _selectors(head) if "svg:root" not in one]:
            rules.append(f"{','.join(f'{scope} {one}' for one in selectors)}{{{body}}}")
    return "".join(rules)


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """Each rule's head and body."""
    depth = start = middle = 0
    for sign in _SIGNS.finditer(style):
        if sign[0] == "{":
            depth += 1
            middle = sign.start() if depth == 1 else middle
        elif sign[0] == "}":
            depth -= 1
            if depth == 0:
                yield style[start:middle].strip(), style[middle + 1 : sign.start()]
                start = sign.end()


def _selectors(head: str) -> Iterator[str]:
    """A rule's selectors: what commas part outside any brackets."""
    depth = start = 0
    for place, sign in enumerate(head):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield head[start:place]
            start = place + 1
    yield head[start:]


def _is_unused(selector: str) -> bool:
    """Whether a selector needs what no page has, and not only as a choice, as in `:is(…)`."""
    while selector != (outside := _ARGUMENTS.sub("", selector)):
        selector = outside
    classes = _CLASS.findall(selector)
    return bool(_ATTRIBUTES.search(selector)) or any(map(UNUSED.fullmatch, classes))


def _without_unread_names(style: str) -> str:
    """The same without custom properties that nothing reads: icons, most of all."""
    read = set(_READ.findall(style))
    less = _NAMED.sub(lambda named: named[0] if named[1] in read else "", style)
    return less if less == style else _without_unread_names(less)
