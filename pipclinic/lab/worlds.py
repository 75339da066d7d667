"""What a named fault makes of the stub's world, and of a sandbox."""

from contextlib import AbstractContextManager
from dataclasses import replace

from pipclinic.content.case import NamedFault
from pipclinic.content.pips import Pip
from pipclinic.faults import environments
from pipclinic.faults.environments import EnvironmentFault, NotInjected
from pipclinic.faults.machine import Machine
from pipclinic.faults.projects import Offers, Project
from pipclinic.lab.interpreters import Interpreter
from pipclinic.lab.sandbox import Sandbox, sandbox
from pipclinic.lab.stub.server import RunningWorld
from pipclinic.lab.stub.world import World
from pipclinic.lab.systems.box import system_box


def sandbox_of(
    fault: NamedFault, pip: Pip, python: Interpreter, world: RunningWorld
) -> AbstractContextManager[Sandbox]:
    """The sandbox in which the steps under a fault are run, seeing `world`."""
    if fault.system:
        return system_box(fault.system, world)
    return sandbox(pip, python, world, system=fault.outside, git=fault.git)


def healthy(fault: NamedFault) -> World:
    """The world with the fault put right."""
    return World(fault.projects, None, fault.ranges, fault.sized)


def broken(fault: NamedFault) -> World:
    """The world meanwhile: broken, unless it is the environment that is."""
    projects = _offered(fault.fault, fault.projects)
    return replace(healthy(fault), fault=fault.of_the_world, projects=projects)


def _offered(fault: object, usual: tuple[Project, ...]) -> tuple[Project, ...]:
    if not isinstance(fault, Offers):
        return usual
    replaced = {project.name for project in fault.instead}
    return (*fault.instead, *(project for project in usual if project.name not in replaced))


def mending(fault: NamedFault, *, in_health: bool) -> str:
    """The line of shell that first makes a system what it has to be; "" where none does.

    in_health: whether the fault is put right.
    """
    told = environments.AsInstalled | environments.PutRight
    is_due = in_health or isinstance(fault.fault, environments.PutRight)
    return fault.fault.put_right if is_due and isinstance(fault.fault, told) else ""


def inject(fault: NamedFault, machine: Machine) -> None:
    """Break a machine, if it is the environment that is broken; raises NotInjected."""
    if isinstance(fault.fault, EnvironmentFault):
        try:
            fault.fault.inject(machine)
        except (OSError, ValueError, RuntimeError, StopIteration) as error:
            # a snippet that goes before leaves what it likes, such as a pipe among files to copy
            raise NotInjected(f"what was left is in its way ({type(error).__name__})") from error
