"""Finds a Chromium or Chrome for the browser tests, or installs one.

`python tests/browser.py` takes one that is there, else installs Playwright's, else Debian's
package where it may. Without any it says loudly that the browser tests are left out; with
CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def installed() -> str | None:
    """The path of a browser on this machine, or None."""
    from playwright.sync_api import sync_playwright

    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return on_path
    with sync_playwright() as playwright:
        for place in (*PLACES, playwright.chromium.executable_path):
            if os.path.exists(place):
                return place
    return None


def _quietly(*command: str) -> bool:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def _install() -> None:
    print("no Chromium here; installing Playwright's", flush=True)
    if (
        _quietly(sys.executable, "-m", "playwright", "install", "chromium-headless-shell")
        and installed()
    ):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("that failed; installing Debian's package", flush=True)
        _quietly("apt-get", "update", "-qq")
        _quietly("apt-get", "install", "-y", "-qq", "chromium")


def main() -> int:
    """Make sure there is a browser; the exit code for the Makefile."""
    if not installed():
        _install()
    if installed():
        return 0
    print("=" * 78)
    print("NO BROWSER: the browser tests are LEFT OUT. Install Chromium or Chrome to run them.")
    print("=" * 78, flush=True)
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
