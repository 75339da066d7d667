"""`pipclinic`: the commands for readers, and in a clone those for people who write pages."""

import gc
import sys
from typing import NoReturn

from pipclinic.explain import COMMANDS


def main() -> None:
    """Run the command; what it needs is read once that is known."""
    if sys.argv[1:2] and sys.argv[1] in COMMANDS:
        _for_readers()
    gc.set_threshold(100_000)  # a catalogue is many objects, and none of them is dropped
    try:
        from pipclinic.cli import app
    except ModuleNotFoundError:  # the wheel has no more
        _for_readers()
    app()


def _for_readers() -> NoReturn:
    from pipclinic.explain.command import main as explain

    sys.exit(explain(sys.argv[1:]))


if __name__ == "__main__":
    main()
