"""What people have at hand where pip failed: `pipclinic explain`, in a terminal and in CI.

It needs the standard library and QuickJS, and reads what the wheel carries. It asks no server.
"""

COMMANDS = {
    "explain": "Say what a log of pip is about and what to do, or show the page of an error.",
    "run": "Run a command; if it fails, explain below it what it printed.",
    "mcp": "Serve the diagnosis and the pages to assistants, by the Model Context Protocol.",
}
