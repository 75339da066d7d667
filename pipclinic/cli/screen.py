"""Where commands write what they have to say."""

from rich.console import Console

out = Console(highlight=False, soft_wrap=True)
