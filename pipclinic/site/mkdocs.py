"""How MkDocs is started, by whichever command."""

import os


def environment(**others: str) -> dict[str, str]:
    """Ours and these variables, and the one without which the theme warns of a MkDocs to come."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **others}
