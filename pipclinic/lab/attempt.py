"""One step in a fresh sandbox: prepared, the fault injected, its commands run, judged, and kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from pipclinic.content.case import Fix, NamedFault, Reproduce
from pipclinic.content.claims import Shows
from pipclinic.content.due import Step
from pipclinic.evidence import recordings
from pipclinic.faults.environments import NotInjected
from pipclinic.lab import worlds
from pipclinic.lab.inside import Left
from pipclinic.lab.judge import Done, Ran, is_checked, judge
from pipclinic.lab.plan import Job
from pipclinic.lab.printed import normalised
from pipclinic.lab.sandbox import Sandbox, beside
from pipclinic.lab.stopping import Stopped
from pipclinic.lab.stub import certificates
from pipclinic.lab.stub.server import RunningWorld, Stub

# How long a command may take, in real seconds: waits take none, so it is for what never ends.
_LIMIT = 600.0
_LIMIT_IN_REAL_TIME = 3600.0


@dataclass(frozen=True)
class Attempt:
    """How a step ended: why it does not hold, or ""; what is kept of what it printed; CPU."""

    reason: str
    printed: str = ""
    cpu: float = 0.0


@dataclass(frozen=True)
class _Place:
    """Where a step is run.

    world: what is seen there. asked: the environment in which distributions are looked for. mended:
    what was run first to put the fault right.
    """

    job: Job
    stub: Stub
    stop: Event
    fault: NamedFault
    world: RunningWorld
    box: Sandbox
    asked: Sandbox
    mended: tuple[Ran, ...]

    @property
    def step(self) -> Step:
        """What the case says of the step."""
        return self.job.step

    @property
    def limit(self) -> float:
        """How many real seconds a command may take."""
        return _LIMIT if self.stub.decided else _LIMIT_IN_REAL_TIME

    def run(self, *snippets: str | None) -> tuple[Ran, ...]:
        """Run some snippets, one after the other."""
        return tuple(self._run(snippet) for snippet in snippets if snippet is not None)

    def _run(self, snippet: str) -> Ran:
        if self.stop.is_set():
            raise Stopped
        typed = self.step.types if snippet == self.step.run else ""
        script = self.job.page.snippets[snippet]
        return Ran(snippet, self.box.run(script, self.limit, self.step.environment, typed))


def attempt(job: Job, stub: Stub, stop: Event) -> Attempt:
    """Run a step, and say whether it holds. Raises Stopped once `stop` is set."""
    try:
        with _prepared(job, stub, stop) as place:
            done = _doing(place)
            reason = judge(job.due, done)
            kept = _kept(place, done, reason)
            reason = reason or _not_recorded(place, kept)
            return Attempt(reason, kept, done.cpu)
    except NotInjected as failed:
        return Attempt(f"the fault does not strike: {failed}")
    except Left as left:
        return Attempt(str(left))


def _in_health(job: Job) -> bool:
    """Whether a step is run with its fault put right."""
    step = job.step
    return step.healthy if isinstance(step, Shows) else job.due.kind == "control"


def _doing(place: _Place) -> Done:
    """All that a step does."""
    if isinstance(place.step, Shows):
        return _showing(place, place.step)
    return _control(place) if place.job.due.kind == "control" else _under_the_fault(place)


@contextmanager
def _prepared(job: Job, stub: Stub, stop: Event) -> Iterator[_Place]:
    """A sandbox with all that the reader of a step has, in the world of the step."""
    step, fault = job.step, job.page.case.named(job.step.under)
    world = worlds.healthy(fault) if _in_health(job) else worlds.broken(fault)
    with (
        stub.serve(world) as running,
        worlds.sandbox_of(fault, job.pip, job.python, running) as box,
    ):
        for snippet, target in step.places.items():
            box.place(job.page.snippets[snippet].read_bytes(), target)
        _hand_out_certificates(step, worlds.broken(fault).vouching(), box)
        mended = _mended(worlds.mending(fault, in_health=_in_health(job)), box)
        yield _Place(job, stub, stop, fault, running, box, _asked(step, box, running), mended)


def _mended(line: str, box: Sandbox) -> tuple[Ran, ...]:
    return (Ran(line, box.run_line(line, _LIMIT)),) if line else ()


def _hand_out_certificates(step: Step, vouching: bytes, box: Sandbox) -> None:
    """Give the reader the certificates a step speaks of; the system's store keeps what it has.

    vouching: what vouches for the struck host.
    """
    for place, whose in step.certificates.items():
        pem = vouching if whose == "issuer" else certificates.trusted().pem
        if place == "system-store":
            box.system_store.write_bytes(box.system_store.read_bytes() + pem)
        else:
            box.place(pem, place)


def _asked(step: Step, box: Sandbox, running: RunningWorld) -> Sandbox:
    """The environment in which a step's distributions have to be."""
    if isinstance(step, Fix) and step.within is not None:
        return box.inner(step.within)
    if isinstance(step, Fix) and step.beside is not None:
        return beside(box, step.beside, running, step.python)
    return box


def _control(place: _Place) -> Done:
    """The failing command alone; first what comes before a fault of the environment strikes."""
    step = place.step
    assert isinstance(step, Reproduce)
    before = place.run(step.before) if place.fault.of_the_environment else ()
    return _finished(place, before, (), place.run(step.control_run))


def _under_the_fault(place: _Place) -> Done:
    """What goes before in good health; then, with the fault, the commands of the step."""
    step = place.step
    before = _in_good_health(place)
    worlds.inject(place.fault, place.box)
    earlier = place.run(step.after_failure_of)
    return _finished(place, before, earlier, place.run(step.run, step.then))


def _showing(place: _Place, step: Shows) -> Done:
    """A command that shows something: a snippet, or a line of shell."""
    before = _in_good_health(place)
    if not step.healthy:
        worlds.inject(place.fault, place.box)
    if step.run:
        return _finished(place, before, (), place.run(step.run))
    if place.stop.is_set():
        raise Stopped
    done = place.box.run_line(step.command, place.limit, step.environment)
    return _finished(place, before, (), (Ran(step.command, done),))


def _in_good_health(place: _Place) -> tuple[Ran, ...]:
    if place.step.before is None:
        return ()
    with place.stub.serve(worlds.healthy(place.fault)) as elsewhere:
        place.box.show(elsewhere)
        before = place.run(place.step.before)
    place.box.show(place.world)
    return before


def _finished(
    place: _Place, before: tuple[Ran, ...], earlier: tuple[Ran, ...], ran: tuple[Ran, ...]
) -> Done:
    """What was done, with a look at what is installed, and the check."""
    step, kind = place.step, place.job.due.kind
    installed = frozenset(name for name in step.installs if place.asked.has(name))
    line = step.check if is_checked(kind, step) else None
    check = place.box.run_line(line, place.limit) if line is not None else None
    return Done((*place.mended, *before), earlier, ran, installed, check)


def _not_recorded(place: _Place, kept: str) -> str:
    """Why nothing would be recorded, though the case says which lines."""
    step = place.step
    if kept or not isinstance(step, Reproduce) or place.job.due.kind != "reproduce":
        return ""
    if isinstance(step.record, bool):
        return ""
    return f"no line of what it printed has {step.record!r}, which `record` names"


def _kept(place: _Place, done: Done, reason: str) -> str:
    """What is kept of what was printed: the recording, or all of it to explain a failure."""
    step = place.step
    recorded = isinstance(step, Reproduce) and place.job.due.kind == "reproduce" and step.record
    if not reason and not recorded:
        return ""
    # What apt prints, which goes before, changes with every update of a system's archive.
    whole = bool(reason) or place.fault.system is None
    text = normalised(done.printed if whole else done.printed_at_last, place.box)
    return text if reason or not isinstance(step, Reproduce) else recordings.kept(step, text)
