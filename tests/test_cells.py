"""Tables of Markdown: each cell knows the name of its column, for phones."""

import re
from pathlib import Path

from pipclinic.site import cells

TABLE = """\
| What `you` see, after `[Errno` | [What](x.md) to do[^a] |  |
|---|:---:|---|
| `a | b` and ``c`|`` | a \\| b | x |
| | last | |

```md
| a | b |
|---|---|
| c | d |
```

| no table | here |
"""


def test_each_cell_has_the_name_of_its_column() -> None:
    lines = cells.labelled(TABLE).splitlines()
    assert lines[2] == (
        '| `a | b` and ``c`|`` { data-label="What you see, after [Errno" } '
        '| a \\| b { data-label="What to do" } | x |'
    )
    assert lines[3] == '| | last { data-label="What to do" } | |'
    assert [*lines[:2], *lines[4:]] == [*TABLE.splitlines()[:2], *TABLE.splitlines()[4:]]


def test_no_cell_of_the_site_lacks_it(site: Path) -> None:
    seen = 0
    for path in site.rglob("*.html"):
        for table in re.findall(r"<table>.*?</table>", path.read_text("utf-8"), re.DOTALL):
            for attributes, content in re.findall(r"<td([^>]*)>(.*?)</td>", table, re.DOTALL):
                seen += 1
                assert "data-label=" not in content, (path, content)
                assert "data-label=" in attributes or not content, (path, content)
                assert "\\|" not in content, (path, content)
    assert seen > 1000
