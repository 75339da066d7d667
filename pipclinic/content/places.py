"""Where a key stands in a file: the line that a mistake is told with."""

import re
from collections.abc import Iterable, Iterator

import yaml

# Reads as the safe one does; it is written in C, where PyYAML was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _composed(page: str) -> yaml.Node | None:
    front = page.split("\n---\n")[0].removeprefix("---\n")
    return yaml.compose(front, Loader=LOADER)


def yaml_line(page: str, location: Iterable[str | int]) -> int:
    """The line of a key of the front matter; the last one found on the way to it."""
    node, line = _composed(page), 2
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if part not in pairs:
                break
            key, node = pairs[part]
            line = key.start_mark.line + 2
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 2
    return line


def repeated_keys(page: str) -> Iterator[tuple[int, str]]:
    """Each key of the front matter that stands there twice, and its line: YAML keeps the last."""
    nodes = [_composed(page)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            for number, (key, value) in enumerate(node.value):
                nodes.append(value)
                if key.value in keys[:number]:
                    yield key.start_mark.line + 2, key.value


def toml_line(text: str, location: tuple[str | int, ...]) -> int:
    """The line of a key in an array of tables, by looking for its n-th header and the key below."""
    lines = text.splitlines()
    table = str(location[0])
    index = location[1] if len(location) > 1 and isinstance(location[1], int) else 0
    key = next((part for part in reversed(location) if isinstance(part, str)), table)
    headers = [n for n, line in enumerate(lines) if line.split("#")[0].strip() == f"[[{table}]]"]
    if index >= len(headers):
        top = (n for n, line in enumerate(lines) if re.match(rf"\s*\[*{re.escape(table)}\b", line))
        return next(top, 0) + 1
    start = headers[index]
    for number in range(start + 1, len(lines)):
        if lines[number].startswith("[["):
            break
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    return start + 1
