"""The text of the `pip` command in an environment, as pip's own installer would write it.

The library `installer` writes it with two more lines, which then stand in the tracebacks that
pages show; those of pip and of `ensurepip` have none.
"""

import importlib.metadata
import shlex
from pathlib import Path

_LONGEST = 120  # some kernels read no more after #!


def pip_command(site_packages: Path, python: str) -> bytes:
    """What starts the pip that is in a folder, with a Python at this path."""
    (distribution,) = importlib.metadata.distributions(name="pip", path=[str(site_packages)])
    entry = next(point for point in distribution.entry_points if point.name == "pip")
    first = f"#!{python}\n"
    if len(python) > _LONGEST or any(map(str.isspace, python)):
        first = f"#!/bin/sh\n'''exec' {shlex.quote(python)} \"$0\" \"$@\"\n' '''\n"
    rest = f"import sys\nfrom {entry.module} import {entry.attr}\nsys.exit({entry.attr}())\n"
    return (first + rest).encode()
