"""What the glossary calls wrong, `make check` refuses; what it calls right, it lets pass."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_ROW = re.compile(r"^\| ([^|]*) ?\| [^|]* \| ((?:`[^`|]+`(?:, )?)*) ?\|$", re.MULTILINE)
_TEXT = (ROOT / "docs/contributing/how-it-works.md").read_text(encoding="utf-8")
_SECTION = _TEXT.partition("{ #words }")[2].partition("\n## ")[0]
ROWS = _ROW.findall(_SECTION)
WRONG = [word for _, never in ROWS for word in re.findall(r"`([^`]+)`", never)]


def test_each_wrong_word_is_refused_outside_code_and_no_other(tmp_path: Path) -> None:
    assert {"prerelease", "time-out", "stack trace"} <= set(WRONG)
    assert len(ROWS) == _SECTION.count("\n|") - 2
    right = ", ".join(right.strip() for right, _ in ROWS)
    lines = ["# Words", "", *WRONG, "", f"In code, `{'` and `'.join(WRONG)}`, and {right}."]
    page = tmp_path / "page.md"
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    refused = set[str]()
    for name, options in (
        ("typos", ["--format", "brief"]),
        ("rumdl", ["check", "--no-cache", "--enable", "MD061"]),
    ):
        tool = Path(sys.executable).with_name(name)
        command = [str(tool), *options, "--config", str(ROOT / f".{name}.toml"), str(page)]
        said = subprocess.run(command, capture_output=True, text=True)
        assert said.returncode, said
        refused |= {lines[int(found) - 1] for found in re.findall(r"page\.md:(\d+):", said.stdout)}
    assert refused == set(WRONG)
