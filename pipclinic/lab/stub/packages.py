"""Real wheels and sdists, built in memory from a few words about a project, or the published ones.

Formats: wheel (PyPA binary distribution format 1.0), sdist (PEP 625), core metadata 2.1.
The same project always gives the same bytes, so hashes and recordings are stable.
"""

import base64
import functools
import gzip
import hashlib
import io
import re
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email import message_from_bytes
from functools import cached_property
from pathlib import Path

from packaging.utils import canonicalize_name

from pipclinic.faults import published
from pipclinic.faults.projects import Project
from pipclinic.lab import sdists, wheels


@dataclass(frozen=True)
class Distribution:
    """A file an index offers: its name, its bytes, and the project and metadata behind it."""

    project: Project
    filename: str
    content: bytes
    metadata: bytes | None

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal digest of the content, as in the index's links."""
        return hashlib.sha256(self.content).hexdigest()


@functools.cache
def distributions(project: Project) -> tuple[Distribution, ...]:
    """Every file of the project, in the order of its `formats`."""
    if project.published:
        found = published.of(project.name, project.version)
        for row in found:
            wheels.look_at(wheels.path(row), row.sha256)
        return tuple(_published(project, wheels.path(row)) for row in found)
    build = {"wheel": _wheel, "sdist": _sdist}
    return tuple(build[name](project) for name in project.formats)


def backend() -> Project:
    """The project that sdists of the stub world need to build."""
    return Project(name="setuptools", version="83.0.0")


def _published(project: Project, path: Path) -> Distribution:
    wheel = path.suffix == ".whl"
    metadata = _metadata_within(path) if wheel else sdists.metadata(path)
    own = message_from_bytes(metadata)
    described = replace(
        project,
        requires=tuple(own.get_all("Requires-Dist", ())),
        requires_python=own.get("Requires-Python", ""),
    )
    return Distribution(described, path.name, path.read_bytes(), metadata if wheel else None)


def _metadata_within(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
        return archive.read(name)


def _module(project: Project) -> str:
    return canonicalize_name(project.name).replace("-", "_")


def _metadata(project: Project) -> bytes:
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {project.name}",
        f"Version: {project.version}",
    ]
    lines.append(f"Requires-Python: {project.requires_python}")
    lines += [f"Requires-Dist: {requirement}" for requirement in project.requires]
    for extra, requires in project.extras:
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {_only_with(extra, requirement)}" for requirement in requires]
    return ("\n".join(lines) + "\n\n").encode()


def _only_with(extra: str, requirement: str) -> str:
    """The requirement of a distribution that asks for an extra of its own."""
    what, _, marker = requirement.partition(";")
    other = f"({marker.strip()}) and " if marker else ""
    return f'{what.strip()}; {other}extra == "{extra}"'


def _package(project: Project) -> dict[str, bytes]:
    module = _module(project)
    files = {f"{module}/__init__.py": f'__version__ = "{project.version}"\n'.encode()}
    if project.name == backend().name:
        files[f"{module}/build_meta.py"] = Path(__file__).with_name("backend.py").read_bytes()
    if project.size:
        files[f"{module}/payload.bin"] = _noise(project.size)
    return files


def _changed(files: Mapping[str, bytes], project: Project) -> dict[str, bytes]:
    """The files of a distribution, with those that the project's description adds or replaces."""
    given = {name: text.encode() for name, text in project.files}
    merged = {**files, **given}
    return {name: content for name, content in merged.items() if content or name not in given}


def _noise(size: int) -> bytes:
    return hashlib.shake_128(b"pip clinic").digest(size)


def _wheel(project: Project) -> Distribution:
    info = f"{_module(project)}-{project.version}.dist-info"
    files = {
        **_package(project),
        f"{info}/METADATA": _metadata(project),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: pipclinic\nRoot-Is-Purelib: true\n"
        + f"Tag: {project.tag}\n".encode(),
    }
    files = _changed(files, project)
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    metadata = files.get(f"{info}/METADATA")  # what an index shows is what the wheel holds
    filename = f"{_module(project)}-{project.version}-{project.tag}.whl"
    return Distribution(project, filename, zipped(files), metadata)


def _record(files: Mapping[str, bytes], own_name: str) -> bytes:
    def row(name: str, content: bytes) -> str:
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        return f"{name},sha256={digest},{len(content)}\n"

    return ("".join(row(*item) for item in files.items()) + f"{own_name},,\n").encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by their path, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def sources(project: Project) -> dict[str, bytes]:
    """The files of the project, as an sdist and a repository hold them, by their path."""
    requires = ", ".join(f'"{requirement}"' for requirement in project.build_requires)
    files = {
        **_package(project),
        "PKG-INFO": _metadata(project),
        "pyproject.toml": f"[build-system]\nrequires = [{requires}]\n"
        'build-backend = "setuptools.build_meta"\n'.encode(),
    }
    return _changed(files, project)


def _sdist(project: Project) -> Distribution:
    stem = f"{_module(project)}-{project.version}"
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as archive,
    ):
        for name, content in sources(project).items():
            member = tarfile.TarInfo(f"{stem}/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return Distribution(project, f"{stem}.tar.gz", buffer.getvalue(), None)
