"""What kinds of steps there are, and what a step is known by in its case."""

from typing import Literal

StepKind = Literal["control", "reproduce", "fix", "not_a_fix", "shows"]


def identity(fault: str, kind: StepKind, word: str) -> str:
    """The id of a step, as in "slow-index/fix/raise-the-timeout".

    word: the snippet's name without its suffix, or what the case says where another step would
    have the same. So an id does not depend on the order of the steps.
    """
    return f"{fault}/{kind}/{word}"
