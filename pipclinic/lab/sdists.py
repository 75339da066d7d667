"""Published sdists: fetched without being built, which takes what a machine may not have.

pip builds an sdist before it keeps it. So the build backend that it finds is this module, which
hands back what the sdist says of itself, and runs nothing of the project.
"""

import os
import shutil
import sys
import tarfile
from email import message_from_bytes
from pathlib import Path

# How pip is asked for one.
OPTIONS = ("--no-binary=:all:", "--use-pep517", "--no-build-isolation")
_BACKEND = "setuptools/build_meta.py"


def metadata(sdist: Path) -> bytes:
    """The core metadata of an sdist, a `.tar.gz`."""
    with tarfile.open(sdist) as archive:
        for member in archive:
            name = member.name.partition("/")[2]
            if name == "PKG-INFO" and (file := archive.extractfile(member)):
                return file.read()
    raise ValueError(f"{sdist} has no PKG-INFO")


def variables(folder: Path) -> dict[str, str]:
    """The variables with which pip finds this module as setuptools, which is put into a folder."""
    backend = folder / _BACKEND
    backend.parent.mkdir()
    (backend.parent / "__init__.py").touch()
    shutil.copy(__file__, backend)
    return {**os.environ, "PYTHONPATH": str(folder.resolve())}


def prepare_metadata_for_build_wheel(folder: str, _settings: object = None) -> str:
    """What pip asks a backend for (PEP 517): the metadata, in a new folder below `folder`."""
    own = message_from_bytes(Path("PKG-INFO").read_bytes())
    name = f"{own['Name'].replace('-', '_')}-{own['Version']}.dist-info"
    made = Path(folder, name)
    made.mkdir()
    shutil.copy("PKG-INFO", made / "METADATA")
    return name


__legacy__ = sys.modules[__name__]  # the backend of a project that names none
