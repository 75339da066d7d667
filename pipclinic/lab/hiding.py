"""Hides a module from an interpreter, as if it had been built without it.

Copied into a sandbox as `_pipclinic_hiding.py`, beside a `.pth` file that calls `hide`. The import
then fails in the import system's own words, with no frame of ours in the traceback, in pip
and in everything that pip starts with the same interpreter. Like `stub/resolver.py`, it runs
on every Python that a pip of the table comes with.
"""

import sys


class _Finder:
    """A finder that finds what another one finds, but for one module."""

    def __init__(self, finder, hidden):
        self._finder = finder
        self._hidden = hidden

    def find_spec(self, name, *arguments):
        return None if name == self._hidden else self._finder.find_spec(name, *arguments)

    def __getattr__(self, name):
        return getattr(self._finder, name)


def hide(name):
    """Let every later import of this module fail."""
    sys.meta_path[:] = [_Finder(finder, name) for finder in sys.meta_path]
