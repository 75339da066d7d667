"""Every way a command's environment can be at fault, each a small named type.

The world's faults are in `stub/faults.py`; these strike on the reader's own machine. In a case
file both are a `[[fault]]`, told apart by their `kind`. The control is the same, too: with
the environment put right, the failing command succeeds.

To add one: write a frozen type with a `kind` of its own, fill in `apply`, and add it to `Fault`
at the end. `apply` may change what is below the sandbox's root, and nothing else. Files of the
environment are links to a template's: replace them, and never write into them.
"""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from pipclinic import hiding
from pipclinic.sandbox import Sandbox

_CLOSED = ConfigDict(extra="forbid")
_HIDING = "_pipclinic_hiding"


class EnvironmentFault(ABC):
    """Strikes before the commands run."""

    @abstractmethod
    def apply(self, sandbox: Sandbox) -> None:
        """Spoil a sandbox that is still in good health."""


@dataclass(frozen=True, config=_CLOSED)
class WithoutModule(EnvironmentFault):
    """The interpreter was built without a module of the standard library."""

    module: Literal["_ssl"]
    kind: Literal["without-module"] = "without-module"

    def apply(self, sandbox: Sandbox) -> None:
        source = Path(hiding.__file__).read_bytes()
        (sandbox.site_packages / f"{_HIDING}.py").write_bytes(source)
        line = f"import {_HIDING}; {_HIDING}.hide({self.module!r})\n"
        (sandbox.site_packages / f"{_HIDING}.pth").write_text(line)


Fault = WithoutModule  # a union of one so far
