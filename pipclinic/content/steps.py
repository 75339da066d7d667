"""What kinds of steps there are, and the name that each has within its case.

A name says the fault, the kind and the snippet, as in "slow-index/fix/raise-the-timeout". Where
several steps would share that, it says for which pips the step is, as in "…@>=26.1"; and where even
that is shared, it ends with a digest of what the step says. So none depends on the steps' order.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, Protocol

StepKind = Literal["control", "reproduce", "fix", "not_a_fix"]


class _Nameless(Protocol):
    """What a name is made of."""

    @property
    def kind(self) -> StepKind: ...
    @property
    def run(self) -> str: ...
    @property
    def under(self) -> str: ...
    @property
    def pip(self) -> str: ...
    def model_dump_json(self, *, exclude_defaults: bool) -> str: ...


def names(steps: Iterable[_Nameless]) -> Iterator[str]:
    """The name of each step of a case, in the order of the steps."""
    given = list(steps)
    short = [f"{step.under}/{step.kind}/{Path(step.run).stem}" for step in given]
    long = [
        f"{name}@{step.pip}" if step.pip else name for name, step in zip(short, given, strict=True)
    ]
    alike, still_alike = Counter(short), Counter(long)
    for step, brief, full in zip(given, short, long, strict=True):
        if still_alike[full] > 1:
            yield f"{full}#{_digest(step)}"
        else:
            yield full if alike[brief] > 1 else brief


def _digest(step: _Nameless) -> str:
    said = json.loads(step.model_dump_json(exclude_defaults=True))
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:6]
