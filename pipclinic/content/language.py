"""How a case file is written, and what it means: from TOML's tables to the fields of a `Case`."""

from collections.abc import Mapping
from typing import Any

from pipclinic.content.case import NamedFault


def with_named_faults(data: Mapping[str, Any]) -> dict[str, Any]:
    """Fold each flat [[fault]] table into what NamedFault holds."""
    faults = []
    for table in data.get("fault", []):
        outer = {key: table[key] for key in NamedFault.model_fields if key in table}
        fields = {key: value for key, value in table.items() if key not in outer}
        faults.append({**outer, "fault": fields})
    return {**data, "fault": faults} if faults else dict(data)
