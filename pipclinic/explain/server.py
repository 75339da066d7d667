"""`pipclinic mcp`: the diagnosis and the pages for assistants, by the Model Context Protocol.

It talks over standard input and output, reads what the wheel carries, and asks no server.
"""

import json
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from pipclinic.explain.engine import load
from pipclinic.explain.knowledge import Knowledge

_ABOUT = (
    "Every error that pip prints, each with fixes that were executed. Give diagnose what pip "
    "printed; read the page of what it finds before you run a command for somebody."
)


def serve(known: Knowledge) -> None:
    """Serve until standard input ends."""
    made(known).run("stdio")


def made(known: Knowledge) -> MCPServer[Any]:
    """The server, with its two tools: coroutines, for the engine is of one thread."""
    engine = load(known)
    server: MCPServer[Any] = MCPServer(
        "pipclinic", version=known.about["version"], instructions=_ABOUT
    )

    @server.tool()
    async def diagnose(log: str) -> str:
        """Which errors a log of pip is about, best first, as JSON.

        `state` is match, maybe (a guess), none or empty. Each result has the `slug` of its page,
        the `line` that says so, and what the page recommends first; with `look_first`, look at
        that instead, for the command would fail again.
        """
        said = engine.ask(log).diagnosis
        for result in said["results"]:
            page = known.pages[result["slug"]]
            result["title"], result["cause"] = page.title, page.cause
            result["first_fix"] = [
                {"system": command.system, "command": command.text, "proof": command.proof}
                for command in page.commands
            ]
        return json.dumps(said)

    @server.tool()
    async def page(slug: str) -> str:
        """The page of an error in Markdown: causes, fixes with their proofs, what does not help.

        slug: as diagnose gives it, or pip's own code for an error
        """
        pages = known.named(slug)
        if not pages:
            raise ToolError(f"there is no error {slug!r}: diagnose gives the slugs there are")
        return "\n\n".join(known.text(f"pages/{each.slug}.md") for each in pages)

    return server
