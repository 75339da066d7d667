"""What is wrong in a case file, and where."""

from dataclasses import dataclass

from pipclinic.content.claims import HELD

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """What is wrong at a place of a case file, which is named by the keys on the way to it."""

    at: Location
    message: str

    @property
    def key(self) -> str:
        """Its table and its key, as in "[[fault.slow-index.fix]] run"."""
        match self.at:
            case ("fault", name, kind, int(), key, *_) if kind in HELD:
                return f"[[fault.{name}.{kind}]] {key}"
            case ("fault", name, kind, int()) if kind in HELD:
                return f"[[fault.{name}.{kind}]]"
            case ("fault", name, "each", key, *_):
                return f"[fault.{name}.each] {key}"
            case ("fault", name, key, *_):
                return f"[fault.{name}] {key}"
            case ("example", _, name, *_):
                return f"[example] {name}"
            case (table, int(), key):
                return f"[[{table}]] {key}"
            case (table, key, *_):
                return f"[{table}] {key}"
            case _:
                return ".".join(map(str, self.at))
