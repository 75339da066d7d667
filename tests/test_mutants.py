"""Spoiled cases: what is spoiled, that a sound proof notices, and that a weak one is named."""

from pipclinic.content import spoiling

SNIPPET = """\
# 60 seconds
export PIP_RETRIES=1
pip install --timeout 60 --no-cache-dir --index-url=https://pypi.org/simple/ requests
"""


def test_what_is_spoiled_in_a_snippet() -> None:
    texts = dict(spoiling.spoiled("install.sh", SNIPPET))
    assert list(texts) == [
        "without the line 'export PIP_RETRIES=1'",
        "without the line 'pip install --timeout 60 --no-cache-dir "
        "--index-url=https://pypi.org/simple/ requests'",
        "without --timeout 60",
        "--timeout 60 with 1",
        "without --no-cache-dir",
        "without --index-url=https://pypi.org/simple/",
        "--index-url=https://pypi.org/simple/ with https://nowhere.example/",
    ]
    assert "pip install --no-cache-dir --index-url=" in texts["without --timeout 60"]
    assert "--timeout 1 --no-cache-dir" in texts["--timeout 60 with 1"]
    assert all(text != SNIPPET for text in texts.values())


def test_a_snippet_of_one_line_keeps_it() -> None:
    assert dict(spoiling.spoiled("install.sh", "pip install requests\n")) == {}
