"""`pipclinic mcp`, asked by the SDK's own client over standard input and output."""

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters

from tests.readers import COMMAND, surroundings

LOG = "$ pip install numpy\nERROR: token=hunter2 Read timed out. (read timeout=15)\n"


def asked(installed: Path, *calls: tuple[str, dict[str, str]]) -> tuple[Any, list[Any]]:
    """The server's tools, and what each call of one gives."""
    program, *arguments = [*COMMAND, "mcp"]
    started = StdioServerParameters(
        command=program, args=arguments, env=surroundings(installed), cwd=installed
    )

    async def ask() -> tuple[Any, list[Any]]:
        async with Client(started, read_timeout_seconds=120) as client:
            tools = await client.list_tools()
            return tools.tools, [await client.call_tool(name, given) for name, given in calls]

    with ThreadPoolExecutor(1) as aside:  # Playwright's loop runs in this thread
        return aside.submit(lambda: asyncio.run(ask())).result()


def test_an_assistant_finds_the_page_of_a_log_and_reads_it(installed: Path) -> None:
    tools, (found, read, by_code, nothing) = asked(
        installed,
        ("diagnose", {"log": LOG}),
        ("page", {"slug": "read-timeout"}),
        ("page", {"slug": "connection-timeout"}),
        ("page", {"slug": "no-such-page"}),
    )
    assert {tool.name: bool(tool.description) for tool in tools} == {"diagnose": True, "page": True}
    said = json.loads(found.content[0].text)
    assert said["state"] == "match"
    first = said["results"][0]
    assert first["slug"] == "read-timeout"
    assert first["first_fix"][0]["command"] == "pip install --timeout 60 requests"
    assert "hunter2" not in found.content[0].text
    twin = installed / "pipclinic/explain/data/pages/read-timeout.md"
    assert read.content[0].text == twin.read_text(encoding="utf-8")
    assert by_code.content[0].text.count("\n# ") == 1
    assert nothing.is_error
    assert "diagnose gives the slugs" in nothing.content[0].text


def test_without_the_sdk_it_says_what_to_install(installed: Path) -> None:
    script = (
        "import sys; sys.modules['mcp'] = None; from pipclinic.explain.command import main;"
        "sys.exit(main(['mcp']))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        env=surroundings(installed),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr == "pipclinic: this needs one thing more: pip install 'pipclinic[mcp]'\n"
