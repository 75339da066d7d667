"""What the runner writes between commands stays in the sandbox, whatever a snippet left there."""

from pathlib import Path

from pipclinic.lab import commands


class Left(Exception):
    """A snippet has put in the way of the runner what leads out of the sandbox, or is no file."""


def stay(folder: Path, root: Path) -> None:
    """Raise Left where a folder is not below a root, or where a link makes it one that is not."""
    try:
        inside = folder.is_relative_to(root) and folder.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link that leads to itself
        inside = False
    if not inside:
        raise Left(f"{_name(folder, root)} leads out of the sandbox")


def write(path: Path, content: bytes, root: Path) -> None:
    """Write a file in place of what is there; raises Left."""
    stay(path.parent, root)
    try:
        with commands.no_fork:
            path.unlink(missing_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise Left(f"{_name(path, root)} cannot be written: {error.strerror}") from None


def _name(path: Path, root: Path) -> str:
    return f"/{path.relative_to(root)}" if path.is_relative_to(root) else str(path)
