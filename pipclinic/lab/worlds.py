"""What a named fault makes of the stub's world, and of a sandbox."""

from dataclasses import replace

from pipclinic.content.case import NamedFault
from pipclinic.faults import environments
from pipclinic.faults import worlds as faults
from pipclinic.faults.environments import EnvironmentFault
from pipclinic.lab.sandbox import Sandbox, without_git
from pipclinic.lab.stub.packages import Offers, Project
from pipclinic.lab.stub.world import World


def healthy(fault: NamedFault, speed: float) -> World:
    """The world with the fault put right."""
    return World(fault.projects, None, speed, fault.ranges, fault.sized)


def broken(fault: NamedFault, speed: float) -> World:
    """The world meanwhile: broken, unless it is the environment that is."""
    projects = _offered(fault.fault, fault.projects)
    return replace(healthy(fault, speed), fault=fault.of_the_world, projects=projects)


def _offered(fault: object, usual: tuple[Project, ...]) -> tuple[Project, ...]:
    if not isinstance(fault, Offers):
        return usual
    replaced = {project.name for project in fault.instead}
    return (*fault.instead, *(project for project in usual if project.name not in replaced))


def inject(fault: NamedFault, sandbox: Sandbox) -> None:
    """Break a sandbox, if it is the environment that is broken; raises NotSpoilt."""
    if isinstance(fault.fault, EnvironmentFault):
        fault.fault.apply(sandbox)


def impossible_here(fault: NamedFault) -> str:
    """Why this machine cannot show the fault, or ""."""
    if fault.git and (reason := without_git()):
        return reason
    system = environments.unless_ordinary() if fault.system else ""
    if isinstance(fault.fault, EnvironmentFault):
        return fault.fault.impossible_here() or system
    return system or faults.impossible_here(fault.of_the_world)
