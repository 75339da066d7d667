"""Makes the roots of systems, at set-up: from the archive that the machine's own apt asks.

By mmdebstrap, with all packages that cases name in apt's own cache, so that `apt-get install` works
in a sandbox without a network. It is made in memory, for a disk has to wait for each of its files.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pipclinic.content.case import NamedFault
from pipclinic.content.systems import SYSTEMS, System
from pipclinic.lab.roots import HOME, ORDINARY
from pipclinic.lab.systems import roots, users

Say = Callable[[str], None]

# What each system has beyond what is essential.
_INCLUDED = "apt-utils,ca-certificates,python3,python3-pip"
_MEMORY = "/dev/shm"  # noqa: S108  each root has a folder of its own there
_TOOLS = ("mmdebstrap", "debian-archive-keyring")
# Run with the root as $1, and the packages; by the apt outside, which knows the way. To unpack what
# Debian has compressed takes most of an installation: so each package is compressed anew, and apt's
# list, from which it knows one in its cache by the size, is told.
_FILL = """\
set -eu
root=$1
shift
export APT_CONFIG="$MMDEBSTRAP_APT_CONFIG"
rm -f "$root"/var/cache/apt/archives/*.deb
for package; do
	apt-get -qq -y -o APT::Install-Recommends=true --download-only --reinstall install "$package"
done
env --ignore-environment PATH="$PATH" chroot "$root" sh -es <<'INSIDE'
cd /var/cache/apt/archives
for package in *.deb; do
	dpkg-deb --raw-extract "$package" /tmp/package
	dpkg-deb -Zzstd -z1 --build /tmp/package "$package" >/dev/null
	rm -r /tmp/package
	dpkg-deb --showformat '${Package}|${Version}|${Architecture} ' --show "$package"
	stat --format %s "$package"
done >/tmp/sizes
for list in /var/lib/apt/lists/*_Packages; do
	awk '
		NR == FNR { size[$1] = $2; next }
		/^Package: / { package = $2 }
		/^Version: / { version = $2 }
		/^Architecture: / { which = package "|" version "|" $2 }
		/^Size: / && which in size { $2 = size[which] }
		{ print }
	' /tmp/sizes "$list" >/tmp/list
	cat /tmp/list >"$list"
done
rm /tmp/sizes /tmp/list
apt-cache gencaches
INSIDE
"""
# Without a network it need not try again; and there is no terminal that it could make.
_APT = 'Acquire::Retries "0";\nDpkg::Use-Pty "0";\n'
_SOURCE = ("apt-get", "indextargets", "--format", "$(ORIGIN)|$(COMPONENT)|$(REPO_URI)")


class Failed(Exception):
    """Why a system could not be made."""


def wanted(faults: Iterable[NamedFault]) -> Mapping[str, frozenset[str]]:
    """The systems of some faults, and the packages that have to be at hand in each."""
    found: dict[str, frozenset[str]] = {}
    for fault in faults:
        if fault.system:
            known = found.get(fault.system, frozenset())
            found[fault.system] = known.union(fault.packages)
    return found


def bring(systems: Mapping[str, frozenset[str]], say: Say) -> None:
    """Make the systems that are not here, or not with these packages.

    Where that cannot be, it is said: then their steps are left out.
    """
    for name, packages in systems.items():
        if roots.kept(name) == packages:
            continue
        words = SYSTEMS[name].words
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            say(f"{words} is left out: it takes root and apt to bring it")
            continue
        say(f"bringing {words}, and {len(packages)} of its packages, once")
        try:
            _bring_tools()
            _make(SYSTEMS[name], packages)
        except Failed as failed:
            say(f"{words} is left out: {failed}")


def _bring_tools() -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-qq"], quiet)  # else apt does not know whose archives it asks
    if shutil.which(_TOOLS[0]) is None:
        _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *_TOOLS], quiet)


def _make(system: System, packages: frozenset[str]) -> None:
    target = roots.FOLDER / system.name
    roots.FOLDER.mkdir(parents=True, exist_ok=True)
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with (
        tempfile.TemporaryDirectory(dir=memory) as first,
        tempfile.TemporaryDirectory(dir=roots.FOLDER) as folder,
    ):
        made, half = Path(first) / "root", Path(folder) / system.name
        fill = Path(first) / "fill.sh"
        fill.write_text(_FILL)
        hook = f'sh {fill} "$1" {" ".join(sorted(packages))}'
        command = ["mmdebstrap", "--quiet", "--mode=root", "--variant=minbase"]
        command += [f"--include={_INCLUDED}", f"--customize-hook={hook}"]
        command += ["--skip=cleanup/apt,cleanup/reproducible", system.suite, str(made)]
        _run([*command, *_mirror()], dict(os.environ))
        _furnish(made)
        half.mkdir()
        _run(["cp", "-a", "--reflink=auto", str(made), str(half / "root")], dict(os.environ))
        roots.note(half, packages)
        if target.exists():
            target.rename(Path(folder) / "old")
        half.rename(target)


def _mirror() -> list[str]:
    """Where this machine gets Debian's packages, if it does; else mmdebstrap knows a place."""
    done = subprocess.run(_SOURCE, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        origin, component, address = line.split("|", 2)
        if (origin, component) == ("Debian", "main") and "security" not in address:
            return [address]
    return []


def _furnish(root: Path) -> None:
    """Put a user into a root, and let everything in it be its own users'."""
    line = f"you:x:{ORDINARY}:{ORDINARY}:you:/{HOME}:/bin/bash\n"
    for name, more in (("passwd", line), ("group", f"you:x:{ORDINARY}:\n")):
        with (root / "etc" / name).open("a") as file:
            file.write(more)
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
    (root / "etc/resolv.conf").unlink(missing_ok=True)
    (root / "etc/apt/apt.conf.d/90sandbox").write_text(_APT)
    project = root / HOME / "project"
    project.mkdir(parents=True)
    for folder in ("snippets", "usr/lib/pipclinic"):
        (root / folder).mkdir()
    for place in (root / HOME, project):
        os.chown(place, ORDINARY, ORDINARY)
    shutil.rmtree(root / "dev", ignore_errors=True)
    (root / "dev/shm").mkdir(parents=True)
    (root / "dev/shm").chmod(0o1777)
    for name, target in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        (root / "dev" / name).symlink_to(f"/proc/self/fd{target}")
    for folder, names, files in os.walk(root):
        for path in (folder, *(os.path.join(folder, name) for name in (*names, *files))):
            _hand_over(path)


def _hand_over(path: str) -> None:
    seen = os.lstat(path)
    if seen.st_uid < users.FIRST:
        os.lchown(path, seen.st_uid + users.FIRST, seen.st_gid + users.FIRST)
        if not os.path.islink(path):  # a change of owner takes some of it
            os.chmod(path, seen.st_mode & 0o7777)


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.startswith("E:")]
        reason = (lines or done.stderr.splitlines() or ["it said nothing"])[-1]
        raise Failed(f"{command[0]} failed: {reason}")
