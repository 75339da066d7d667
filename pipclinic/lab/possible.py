"""What this machine can show: asked before a run, for each named fault."""

import functools
import os
import re
import shutil
import subprocess

from pipclinic.content.case import NamedFault
from pipclinic.faults.environments import EnvironmentFault
from pipclinic.faults.machine import Need
from pipclinic.lab import mounts, roots
from pipclinic.lab.systems import box
from pipclinic.lab.systems import roots as systems


def impossible_here(fault: NamedFault) -> str:
    """Why this machine cannot show a fault, or "". Ask where the steps are run: see `isolation`."""
    if fault.git and (reason := without_git()):
        return reason
    if fault.system:
        lacks = systems.impossible(fault.system, fault.packages)
        return lacks or box.impossible(fault.system)
    if fault.outside and (reason := lacking("an ordinary user")):
        return reason
    if isinstance(fault.fault, EnvironmentFault):
        return next(filter(None, map(lacking, fault.fault.needs())), "")
    struck = fault.of_the_world
    return struck.impossible_here() if struck else ""


def lacking(need: Need) -> str:
    """Why this machine cannot offer what a fault needs, or ""."""
    if need == "a small disk":
        return mounts.impossible()
    if need == "a root of its own":
        return roots.impossible()
    ordinary = os.geteuid() != 0 or not roots.impossible()
    return "" if ordinary else "needs a user namespace, for here everything runs as root"


@functools.cache
def without_git() -> str:
    """Why commands cannot have a git here, or ""."""
    found = shutil.which("git")
    said = subprocess.run([found, "version"], capture_output=True, text=True) if found else None
    version = re.match(r"git version (\d+)\.(\d+)", said.stdout) if said else None
    new = version is not None and (int(version[1]), int(version[2])) >= (2, 32)
    return "" if new else "needs git 2.32 or newer, which this machine does not have"
