"""One engine: a terminal and a browser give the same results, for every log that we have."""

from pathlib import Path

import pytest

from pipclinic.content.catalogue import Catalogue
from pipclinic.explain.engine import Engine, load
from pipclinic.explain.knowledge import Knowledge
from tests.diagnosing import JAVASCRIPTS, in_deno, logs, recorded

STRANGE = (
    "",
    " \n",
    "\0",
    "🐍 拒绝访问。",
    "\ufeffERROR: No matching distribution found for x",
    "a" * 99,
)


@pytest.fixture(scope="module")
def engine(installed: Path) -> Engine:
    return load(Knowledge(installed / "pipclinic/explain/data"))


@pytest.fixture(scope="module")
def texts(pages: Catalogue) -> list[str]:
    printed = [text for *_, text in recorded(pages)]
    return [*STRANGE, *(log.text for log in logs()), *dict.fromkeys(printed)]


def test_quickjs_and_v8_give_the_same_results_whole(
    installed: Path, engine: Engine, texts: list[str]
) -> None:
    assert len(texts) > 500
    errors = installed / "pipclinic/explain/data/errors.json"
    with in_deno(JAVASCRIPTS / "diagnose.js", errors) as v8:
        expected = v8.of(texts)
    differ = [
        text[:200]
        for text, result in zip(texts, expected, strict=True)
        if engine.ask(text).diagnosis != result
    ]
    assert differ == []
    assert {result["state"] for result in expected} >= {"match", "empty", "none"}


def test_both_mask_alike(installed: Path, engine: Engine, texts: list[str]) -> None:
    some = [text for text in texts if "/home/" in text or "://" in text][:60]
    some.append("token=hunter2 https://a:b@example.com/ /home/alice/x\n" * 3)
    errors = installed / "pipclinic/explain/data/errors.json"
    with in_deno(JAVASCRIPTS / "diagnose.js", errors) as v8:
        assert [engine.mask(text) for text in some] == v8.ask("some => some.map(mask)", some)
    assert engine.mask(some[-1]) != some[-1]
