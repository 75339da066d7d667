"""What a stranger's snippet tries does not get out of its sandbox, nor take too much."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from pipclinic.content import pips
from pipclinic.content.case import NamedFault
from pipclinic.content.fields import Inside
from pipclinic.faults import environments, published
from pipclinic.faults.environments import EnvironmentFault
from pipclinic.faults.projects import Project
from pipclinic.faults.responses import SlowResponse
from pipclinic.lab import (
    copies,
    folders,
    interpreters,
    limits,
    mounts,
    roots,
    templates,
    wheels,
    worlds,
)
from pipclinic.lab.inside import Left
from pipclinic.lab.printed import normalised
from pipclinic.lab.sandbox import Sandbox, sandbox
from pipclinic.lab.stub.packages import distributions
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World
from tests.conftest import ROOT, mind_interrupts

LIMIT = 60.0


@pytest.fixture
def box(newest_box: Sandbox) -> Sandbox:
    if reason := roots.impossible():
        if os.environ.get("CI") == "true" and shutil.which("bwrap"):
            pytest.fail(f"no root for a sandbox: {reason}")
        pytest.skip(reason)
    return newest_box


@pytest.fixture
def python() -> interpreters.Interpreter:
    found = interpreters.interpreter_for(pips.NEWEST)
    assert found is not None
    return found


def command_lines() -> Iterator[bytes]:
    """Those of every process of this machine."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield path.read_bytes()


def ends(tag: str, *, begins: bool = False) -> bool:
    """Whether soon no process, or one, has this text in its command line."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if any(tag.encode() in line for line in command_lines()) == begins:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "pipclinic/lab/sandbox.py",
        ROOT / ".git",
        ROOT / ".cache/pips",
        Path.home() / ".bashrc",
        Path("/etc/shadow"),
        Path("/var"),
        Path(f"/proc/{os.getpid()}/root"),
    ],
    ids=str,
)
def test_nothing_of_the_machine_is_there(box: Sandbox, path: Path) -> None:
    done = box.run_line(f"ls '{path}'; echo x >> '{path}'", LIMIT)
    assert done.exit != 0
    assert done.output.count("No such file or directory") >= 1


def test_what_is_written_where_the_machine_has_something_stays_inside(box: Sandbox) -> None:
    line = f"mkdir -p '{ROOT}/snippets' && echo x > '{ROOT}/snippets/ours' && ls '{ROOT}'"
    assert box.run_line(line, LIMIT).output == "snippets\n"
    assert not (ROOT / "snippets/ours").exists()


def test_the_system_can_only_be_read(box: Sandbox, python: interpreters.Interpreter) -> None:
    places = ("/usr/ours", "/bin/ours", f"{Path(python.executable).parents[1]}/ours")
    for place in places:
        assert "Read-only file system" in box.run_line(f"echo x > {place}", LIMIT).output


def test_the_settings_of_the_kernel_can_only_be_read(box: Sandbox) -> None:
    # as the machine's root, too, which is the owner of these inside as well
    for setting in ("kernel/core_pattern", "kernel/hostname", "net/ipv4/ip_local_port_range"):
        done = box.run_line(f"true >> /proc/sys/{setting}", LIMIT)
        assert "Read-only file system" in done.output


def test_the_devices_of_the_machine_stay_as_they_are(box: Sandbox) -> None:
    for device in roots.DEVICES:
        mode = Path("/dev", device).stat().st_mode & 0o777  # the same again, should it be possible
        done = box.run_line(f"chmod {mode:o} /dev/{device}", LIMIT)
        assert done.exit != 0
        assert "chmod: changing permissions" in done.output
    assert box.run_line("echo x > /dev/null; head -c 1 /dev/zero", LIMIT).output == "\0"


def test_the_places_are_the_same_in_every_sandbox(box: Sandbox) -> None:
    assert box.run_line("pwd; echo ~", LIMIT).output == "/home/you/project\n/home/you\n"
    done = box.run_line("head -n 1 ~/venv/bin/pip; ls /home", LIMIT)
    assert done.output == "#!/home/you/venv/bin/python\nyou\n"


def test_other_sandboxes_are_not_there(box: Sandbox, stub: Stub) -> None:
    with stub.serve(World()) as world, sandbox(pips.NEWEST, box.python, world) as other:
        assert box.run_line("echo x > ~/mine", LIMIT).exit == 0
        assert other.run_line("ls ~", LIMIT).output == "project\nvenv\n"
        assert box.run_line(f"ls {other.root}", LIMIT).exit != 0


def test_the_runner_and_its_processes_are_not_seen(box: Sandbox) -> None:
    program = f"import os, signal; os.kill({os.getpid()}, signal.SIGKILL)"
    assert "No such process" in box.run_line(f'python -c "{program}"', LIMIT).output
    seen = box.run_line("ls /proc | grep '^[0-9]'", LIMIT).output.split()
    assert len(seen) <= 4


UNSHARE = (
    "import ctypes, os; libc = ctypes.CDLL(None, use_errno=True);"
    "print(libc.unshare({}), os.strerror(ctypes.get_errno()))"
)


def test_no_further_namespaces(box: Sandbox) -> None:
    program = UNSHARE.format("0x10000000")
    assert box.run_line(f'python -c "{program}"', LIMIT).output.startswith("-1 ")


def test_root_inside_may_do_no_more(box: Sandbox) -> None:
    environments.AsRoot().inject(box)
    assert box.run_line("python -c 'import os; print(os.geteuid())'", LIMIT).output == "0\n"
    may = box.run_line("grep '^Cap' /proc/self/status", LIMIT).output
    assert set(may.split()[1::2]) == {"0" * 16}
    for program in (
        *(UNSHARE.format(kind) for kind in ("0x10000000", "0x00020000", "0x40000000")),
        "import ctypes; print(ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None))",
        "import ctypes; print(ctypes.CDLL(None).chroot(b'/tmp'))",
        "import ctypes; print(ctypes.CDLL(None).mknod(b'disk', 0o60600, 0x800))",
        "import ctypes; print(ctypes.CDLL(None).setuid(1000))",
    ):
        assert box.run_line(f'python -c "{program}"', LIMIT).output.startswith("-1"), program
    for place in ("/usr/ours", "/proc/sys/kernel/hostname"):
        assert "Read-only file system" in box.run_line(f"echo x > {place}", LIMIT).output
    for path in ("/dev/null", "/etc/ld.so.cache"):
        assert box.run_line(f"chmod 644 {path}", LIMIT).exit != 0, path
    assert "No such file" in box.run_line("cat /etc/shadow", LIMIT).output


def test_the_template_stays_as_it_is(box: Sandbox, stub: Stub) -> None:
    made = templates.template(box.pip, box.python, system=False)
    before = templates.digest(made)
    init = box.inside(box.site_packages / "pip/__init__.py")
    line = f"echo 'raise SystemExit(7)' >> {init}; chmod -R a-w ~/venv; pip --version"
    assert box.run_line(line, LIMIT).exit == 7
    assert templates.digest(made) == before
    with stub.serve(World()) as world, sandbox(box.pip, box.python, world) as next_one:
        assert next_one.run_line("pip --version", LIMIT).exit == 0


def test_files_are_copied_where_they_cannot_be_shared(
    stub: Stub, python: interpreters.Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "on_write", lambda: False)
    made = templates.template(pips.NEWEST, python, system=False)
    before = templates.digest(made)
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
        init = box.inside(box.site_packages / "pip/__init__.py")
        assert box.run_line(f"echo x >> {init}; echo y > ~/venv/bin/pip", LIMIT).exit == 0
    assert templates.digest(made) == before


def test_without_a_root_of_their_own_commands_run_as_before(
    stub: Stub, python: interpreters.Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roots, "impossible", lambda: "not here")
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
        done = box.run_line("pwd; pip install requests", LIMIT)
        assert done.exit == 0, done.output
        assert done.output.startswith(f"{box.root}/home/you/project\n")
        assert box.has("requests")
        left = box.run_line("/bin/sleep 1234567 & echo done", LIMIT)
        assert (left.exit, left.output) == (0, "done\n")
        assert ends("1234567")
        assert box.run_line("cat /dev/zero", LIMIT).over == "printed more than 20 MB"


def test_a_template_that_was_altered_is_named_and_made_again(
    stub: Stub,
    python: interpreters.Interpreter,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(templates, "FOLDER", tmp_path)
    made = templates.template(pips.NEWEST, python, system=False)
    (next(made.glob("lib/*/site-packages/pip")) / "__init__.py").write_text("raise SystemExit(7)")
    monkeypatch.setattr(templates, "_sound", set())  # as a process that starts now
    assert templates.template(pips.NEWEST, python, system=False) == made
    assert capsys.readouterr().err == f"{made} is not as it was made: it is made again\n"
    monkeypatch.setattr(templates, "_sound", set())
    assert templates.template(pips.NEWEST, python, system=False) == made
    assert capsys.readouterr().err == ""


def test_a_wheel_that_was_altered_is_not_used(tmp_path: Path) -> None:
    wheel = published.of("pysocks", "1.7.1")[0]
    copy = tmp_path / wheel.filename
    shutil.copy(wheels.path(wheel), copy)
    wheels.look_at(copy, wheel.sha256)
    wheels.look_at.cache_clear()
    with copy.open("ab") as file:
        file.write(b"more")
    with pytest.raises(wheels.Altered, match="run 'pipclinic pips' to fetch it again"):
        wheels.look_at(copy, wheel.sha256)


def test_an_sdist_is_fetched_without_running_its_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered, setup = tmp_path / "offered", "raise SystemExit('built')"
    offered.mkdir()
    for name, more in (("old", {"pyproject.toml": ""}), ("new-er", {})):
        files = {"setup.py": setup, **more}
        project = Project(name=name, version="1.0", formats=("sdist",), files=tuple(files.items()))
        (made,) = distributions(project)
        (offered / made.filename).write_bytes(made.content)
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", offered.as_uri())
        kept = tmp_path / made.filename
        assert wheels.download(f"{name}==1.0", made.sha256, kept) is None
        assert kept.read_bytes() == made.content


def test_without_a_network_one_wheel_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
    monkeypatch.setenv("PIP_RETRIES", "1")
    for setting in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(setting, raising=False)
    wanted = [("pysocks==1.7.1", "0" * 64, tmp_path / f"{number}.whl") for number in range(9)]
    said: list[str] = []
    problems = wheels.fetch_all(wanted, said.append)
    assert set(problems) == {
        "pysocks==1.7.1 could not be fetched: [Errno 111] Connection refused",
    }
    assert len(problems) == len(said) < 9  # the others would have failed alike
    assert said[0] == "fetching pysocks==1.7.1, 1 of 9"


def test_nothing_is_written_through_a_link_that_leads_out(
    box: Sandbox, stub: Stub, tmp_path: Path
) -> None:
    (box.work / "out").symlink_to(tmp_path)
    with pytest.raises(Left, match="leads out of the sandbox"):
        box.place(b"x", "out/file")
    with pytest.raises(Left, match="is outside the sandbox"):
        box.place(b"x", "~/../../file")
    site_packages = box.site_packages
    assert box.run_line(f"mv {box.inside(site_packages)} ~/moved", LIMIT).exit == 0
    site_packages.symlink_to(tmp_path)
    with stub.serve(World()) as other, pytest.raises(Left):
        box.show(other)
    assert list(tmp_path.iterdir()) == []


ENDS_HOLDS = """
import glob, json, socket
(file,) = glob.glob("/home/you/venv/lib/*/site-packages/_pipclinic_world.json")
address = tuple(json.load(open(file))["clock"][:2])
secret = json.load(open(file))["clock"][2:]
for number in range(1, 200):
    for words in ([*secret, "passed"], ["passed"], ["", "passed"], [*secret, "held", "-"]):
        with socket.create_connection(address) as asking:
            asking.sendall(" ".join([*words, str(number), "99999"]).encode() + b"\\n")
own = secret[0].encode() if secret else b""
for garbage in (b"held a b\\n", b"\\xff\\n", b"\\n", b"x" * 100_000, own + b" held a b\\n"):
    with socket.create_connection(address) as asking:
        asking.sendall(garbage)
"""


def test_no_sandbox_ends_the_holds_of_another_world(box: Sandbox, stub: Stub) -> None:
    slow = World(fault=SlowResponse(seconds=40, host="index"))
    with stub.serve(slow) as world, sandbox(box.pip, box.python, world) as other:
        waiting = "pip --retries 0 --timeout 5 install requests"
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(other.run_line, f"{waiting} || {waiting} || {waiting}", LIMIT)
            box.place(ENDS_HOLDS.encode(), "ends.py")
            while not first.done():
                assert box.run_line("python ends.py", LIMIT).output == ""
        assert first.result().output.count("ERROR: No matching distribution found") == 3
    assert stub.failures == []


SAYS_NONSENSE = """
import ssl, urllib.request
context = ssl._create_unverified_context()
bodies = (b"<x>", bytes([255]), b"<methodCall><params></params></methodCall>", bytes(2_000_000))
for header, body in (("Basic " + chr(255), None), *(("x", body) for body in bodies)):
    asked = urllib.request.Request("https://pypi.org/pypi", body, {"Authorization": header})
    try:
        urllib.request.urlopen(asked, context=context)
    except OSError:
        pass
"""


def test_nonsense_of_a_client_is_no_failure_of_the_stub(box: Sandbox, stub: Stub) -> None:
    box.place(SAYS_NONSENSE.encode(), "says.py")
    assert box.run_line("python says.py", LIMIT).output == ""
    assert stub.failures == []


def test_what_a_command_reads_from_is_on_its_disk(box: Sandbox) -> None:
    done = box.run_line("cat /dev/zero >&0", LIMIT)
    assert done.over == "filled its disk of 256 MB"


def test_files_are_limited_in_number(box: Sandbox) -> None:
    program = f"for n in range({mounts.FILES + 1}): open('/tmp/%d' % n, 'w').close()"
    done = box.run_line(f'python -c "{program}"', LIMIT)
    assert (done.exit != 0, done.over) == (True, "filled its disk of 256 MB")


def broken_by(fault: EnvironmentFault) -> NamedFault:
    return NamedFault(name="broken", means="it is", fault=fault)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("mv /home/you /home/me; /bin/ln -s {} /home/you", environments.PipOfAnother()),
        ("mv /tmp /old; /bin/ln -s {} /tmp", environments.FullDisk("tmp", 10)),
        ("/bin/ln -s {} ~/locked", environments.Files(unwritable=("home/locked",))),
        ("/bin/ln -s {} ~/link", environments.Files(writes={"home/link/file": "x"})),
        ("/bin/ln -s {} ~/link", environments.Files(removes=("home/link/kept",))),
    ],
)
def test_no_fault_strikes_through_a_link_that_leads_out(
    box: Sandbox, tmp_path: Path, line: str, fault: EnvironmentFault
) -> None:
    (tmp_path / "venv").mkdir()
    (tmp_path / "kept").touch()
    before = (tmp_path.stat().st_mode, Path("/proc/self/mounts").read_text().count(str(tmp_path)))
    assert box.run_line(line.format(tmp_path), LIMIT).exit == 0
    with contextlib.suppress(Left):
        worlds.inject(broken_by(fault), box)
    after = (tmp_path.stat().st_mode, Path("/proc/self/mounts").read_text().count(str(tmp_path)))
    assert after == before
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["kept", "venv"]


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        (environments.Files, "writes", {"home//etc/file": "x"}),
        (environments.Files, "removes", ("home//etc/file",)),
        (environments.PipOfAnother, "folder", "../../elsewhere"),
        (environments.PipOfAnother, "folder", ".."),
    ],
)
def test_no_fault_is_said_to_be_elsewhere(
    kind: type[EnvironmentFault], key: str, value: object
) -> None:
    with pytest.raises(ValidationError):
        kind(**{key: value})


@pytest.mark.parametrize("path", ["/etc/file", "~//etc/file", "~/../file", "a/../../file"])
def test_no_path_of_a_case_leads_out(path: str) -> None:
    with pytest.raises(ValidationError, match="leads out"):
        TypeAdapter(Inside).validate_python(path)


@pytest.mark.parametrize("target", ["/{}/new/file", "~/{}/new/file"])
def test_no_folder_is_made_outside(box: Sandbox, tmp_path: Path, target: str) -> None:
    with pytest.raises(Left, match="is outside the sandbox"):
        box.place(b"x", target.format(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        "mkdir /snippets/run.sh",
        "rm -r ~/venv/lib/python*/site-packages",
        "cd ~/venv/lib/python*/site-packages; rm *_world.json; mkdir _pipclinic_world.json",
    ],
)
def test_what_is_in_the_way_ends_the_step_and_not_the_run(
    box: Sandbox, stub: Stub, tmp_path: Path, line: str
) -> None:
    (script := tmp_path / "run.sh").touch()
    assert box.run_line(line, LIMIT).exit == 0

    def goes_on() -> None:
        with stub.serve(World()) as world:
            box.show(world)
            box.run(script, LIMIT)

    with pytest.raises(Left, match="cannot be written"):
        goes_on()


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.mkfifo('/tmp/file')",
        "import os; [(os.mkdir('/tmp/d'), os.chdir('/tmp')) for _ in range(1)]; os.chdir('d');"
        "[(os.mkdir('d' * 20), os.chdir('d' * 20)) for _ in range(1500)]",
    ],
)
def test_a_fault_that_meets_what_cannot_be_copied_does_not_strike(
    box: Sandbox, program: str
) -> None:
    assert box.run_line(f'python -c "{program}"', LIMIT).exit == 0
    with pytest.raises(environments.NotInjected, match="what was left is in its way"):
        worlds.inject(broken_by(environments.FullDisk("tmp", 10)), box)


def test_a_process_may_have_any_name(box: Sandbox) -> None:
    program = (
        "import ctypes, os, time; ctypes.CDLL(None).prctl(15, bytes([255, 41, 254]), 0, 0, 0);"
        "os.system('/bin/sleep 0.3'); print('done')"
    )
    assert box.run_line(f'python -c "{program}"', LIMIT).output == "done\n"


def test_a_line_without_end_is_made_comparable_at_once(box: Sandbox) -> None:
    started = time.process_time()
    assert len(normalised("a" * 1_000_000, box)) == 1_000_001
    assert normalised("10%\r20%\r\rdone\r\n", box) == "done\n"
    assert time.process_time() - started < 10  # it was 17 minutes


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ("{fifo} METADATA", ""),
        ("{fifo} RECORD", ""),
        ("/bin/ln -s /dev/zero RECORD", ""),
        ("true", "requests-2.34.2.dist-info/METADATA,,\n/etc/passwd,,\n"),
        ("true", "requests-2.34.2.dist-info/METADATA,,\n../../../../../../../etc/passwd,,\n"),
        ("true", "requests-2.34.2.dist-info/METADATA,shake_128=x,1\n"),
        ("printf '\\377' > RECORD", ""),
    ],
)
def test_what_no_pip_has_written_is_not_installed(box: Sandbox, line: str, record: str) -> None:
    about = box.site_packages / "requests-2.34.2.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: requests\nVersion: 2.34.2\n")
    (about / "RECORD").write_text("requests-2.34.2.dist-info/METADATA,,\n")
    assert box.has("requests")
    fifo = "f() { rm $1; python -c 'import os, sys; os.mkfifo(sys.argv[1])' $1; }; f"
    if line.startswith("/bin/ln"):
        (about / "RECORD").unlink()
    if record:
        (about / "RECORD").write_text(record)
    assert box.run_line(f"cd {box.inside(about)}; {line.format(fifo=fifo)}", LIMIT).exit == 0
    assert not box.has("requests")


@pytest.mark.parametrize(
    ("line", "over"),
    [
        ("cat /dev/zero", "printed more than 20 MB"),
        (
            "i=0; while [ $i -lt 400 ]; do /bin/sleep 50 & i=$((i+1)); done; wait",
            "had more than 100 processes at once",
        ),
        ("cat /dev/zero > ~/file", "filled its disk of 256 MB"),
        ("cat /dev/zero > /dev/shm/file", "filled its disk of 256 MB"),
    ],
)
def test_a_limit_is_named(box: Sandbox, line: str, over: str) -> None:
    done = box.run_line(line, LIMIT)
    assert done.over == over
    assert len(done.output) <= limits.OUTPUT


def test_time_is_limited(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert box.run_line("/bin/sleep 50", 0.3).over == "did not come to an end within 0.3 s"
    monkeypatch.setattr(limits, "CPU", 1)
    done = box.run_line("while true; do true; done", LIMIT)
    assert done.over == "took more than 1 s of CPU time"
    assert done.cpu > 1


def test_memory_is_limited(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMORY", 200 * limits.MB)
    program = "import os, signal; os.fork(); x = bytearray(150_000_000); signal.pause()"
    assert box.run_line(f'python -c "{program}"', LIMIT).over == "took more than 200 MB of memory"


def test_a_bomb_of_forks_is_ended(box: Sandbox) -> None:
    done = box.run_line("b() { b | b & }; b; /bin/sleep 50", LIMIT)
    assert done.over == "had more than 100 processes at once"
    assert done.seconds < 30


@pytest.mark.parametrize("exits", [0, 3])
def test_with_the_command_all_that_it_started_ends(box: Sandbox, exits: int) -> None:
    program = (
        "import os, time; os.fork() or (os.setsid(), os.fork() or time.sleep(7654321));os._exit(0)"
    )
    line = f'python -c "{program}"; setsid=1; (/bin/sleep 7654321 &); exit {exits}'
    done = box.run_line(line, LIMIT)
    assert (done.exit, done.over) == (exits, "")
    assert ends("7654321")


def test_folders_in_folders_are_removed(stub: Stub, python: interpreters.Interpreter) -> None:
    program = (
        "import os\nfor _ in range(1500):\n  os.mkdir('d' * 20); os.chdir('d' * 20)\n"
        "os.chmod('.', 0)"
    )
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
        box.place(program.encode(), "deep.py")
        assert box.run_line("python deep.py", LIMIT).exit == 0
    assert not box.root.parent.exists()


def test_folders_in_folders_are_removed_from_a_real_disk(tmp_path: Path) -> None:
    program = "import os\nfor _ in range(1500):\n  os.mkdir('d' * 20); os.chdir('d' * 20)"
    deep = tmp_path / "deep"
    deep.mkdir()
    subprocess.run([sys.executable, "-c", f"{program}\nos.chmod('.', 0)"], cwd=deep, check=True)
    folders.remove(deep)
    assert not deep.exists()


RUNS = """
import sys, time
from pydantic import TypeAdapter, ValidationError

from pipclinic.content import pips
from pipclinic.content.case import NamedFault
from pipclinic.content.fields import Inside
from pipclinic.faults import environments, published
from pipclinic.faults.environments import EnvironmentFault
from pipclinic.faults.responses import SlowResponse
from pipclinic.lab import interpreters, isolation
from pipclinic.lab.sandbox import sandbox
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World
isolation.isolate()
python = interpreters.interpreter_for(pips.NEWEST)
with Stub() as stub, stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
    print(box.root, flush=True)
    box.run_line("(/bin/sleep 2345678 &); /bin/sleep 2345678", 600)
"""


def run_in(folder: Path) -> None:
    """Let a folder be one in which `RUNS` can be run."""
    (folder / ".cache").mkdir()
    for name in ("pips", "wheels", "environments"):
        (folder / ".cache" / name).symlink_to((ROOT / ".cache" / name).resolve())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    run_in(tmp_path)
    command = [sys.executable, "-c", RUNS]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=mind_interrupts,
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().decode().strip())
        assert ends("sleep\0002345678\0", begins=True)  # not only a shell that will
        process.send_signal(number)
        try:
            process.wait(30)
        finally:
            process.kill()
    assert ends("2345678")
    run = folder.parents[1]
    if number == signal.SIGKILL:
        assert run.exists()
    again = RUNS.replace("2345678", "0")
    subprocess.run([sys.executable, "-c", again], cwd=tmp_path, env=variables, check=True)
    assert not run.exists()
    assert list(run.parent.iterdir()) == []


BEGINS_LATE = """\
#!/bin/sh
while [ -e late ] && kill -0 $PPID; do /bin/sleep 0.05; done
exec {bwrap} "$@"
"""


def test_a_run_that_is_killed_while_bubblewrap_begins_leaves_nothing(tmp_path: Path) -> None:
    run_in(tmp_path)
    (bwrap := tmp_path / "bwrap").write_text(BEGINS_LATE.format(bwrap=shutil.which("bwrap")))
    bwrap.chmod(0o755)
    program = RUNS.replace("2345678", "3456789")
    program = program.replace(
        "    box.run_line(", "    open('late', 'w').close()\n    box.run_line("
    )
    variables = {"PYTHONPATH": str(ROOT), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert ends("sleep 3456789\0", begins=True)  # the shell that will
        process.kill()
        process.wait(30)
    assert ends("3456789")


def test_two_runs_at_once_leave_each_other_alone(box: Sandbox) -> None:
    folders._sweep()  # as another run does when it begins
    assert box.run_line("pip --version", LIMIT).exit == 0


@pytest.mark.parametrize("record", [None, "", "requests-2.34.2.dist-info/RECORD,,\n"])
def test_metadata_alone_is_not_installed(box: Sandbox, record: str | None) -> None:
    assert box.run_line("pip install requests", LIMIT).exit == 0
    assert box.has("requests")
    (about,) = box.site_packages.glob("requests-*.dist-info")
    if record is None:
        (about / "RECORD").unlink()
    else:
        (about / "RECORD").write_text(record)
    assert not box.has("requests")


def test_a_file_that_was_emptied_is_not_installed(box: Sandbox) -> None:
    assert box.run_line("pip install requests", LIMIT).exit == 0
    next(box.site_packages.glob("requests/__init__.py")).write_text("")
    assert not box.has("requests")


def test_overlayfs_is_used_where_it_can_be(box: Sandbox) -> None:
    if mounts.impossible() or not copies.on_write():
        pytest.skip("no overlayfs here")
    assert "overlay /home/you/venv overlay" in Path("/proc/self/mounts").read_text().replace(
        str(box.root), ""
    )
