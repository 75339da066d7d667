"""The texts of what commands find: variables, the `pip` of an environment, and settings of git.

The `pip` command is as pip's own installer would write it.

The library `installer` writes it with two more lines, which then stand in the tracebacks that
pages show; those of pip and of `ensurepip` have none.
"""

import importlib.metadata
import shlex
from collections.abc import Mapping
from pathlib import Path

from pipclinic.lab.stub.server import RunningWorld

# What is set for every command.
VARIABLES: Mapping[str, str] = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "200",
    "TERM": "dumb",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
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


def git_settings(world: RunningWorld, store: str) -> bytes:
    """What lets git see a world: it looks names up without the shim, and would find none.

    store: the file of the certificates that are trusted.
    """
    return f"[http]\nproxy = {world.proxy}\nsslCAInfo = {store}\n".encode()
