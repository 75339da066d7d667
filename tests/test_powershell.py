"""PowerShell snippets run on Windows, where a stand-in for pip says what it was given."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SNIPPETS = sorted(Path("snippets").glob("*/*.ps1"))
# What a snippet calls besides PowerShell itself: each stand-in says its name, its arguments and
# the variables that a program started there would see.
STAND_INS = """
$ErrorActionPreference = "Stop"
function Told($name, $given) {
  "$name $given"
  Get-ChildItem Env: | ForEach-Object { "$($_.Name)=$($_.Value)" }
}
function pip { Told "pip" $args }
function python { Told "python" $args }
function conda { Told "conda" $args }
function w32tm { Told "w32tm" $args }
function Read-Host { "2026-12-31 14:05" }
function Set-Date { Told "Set-Date" $args }
function git { Told "git" $args }
function New-ItemProperty { Told "New-ItemProperty" $args }
function Get-Credential($UserName, $Message) {
  New-Object PSCredential $UserName, (ConvertTo-SecureString "p:w" -AsPlainText -Force)
}
"""
_SETS = re.compile(r'^\$env:(\w+) = "([^"$]*)"$', re.MULTILINE | re.IGNORECASE)


def test_there_are_snippets() -> None:
    assert len(SNIPPETS) > 10


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda path: "/".join(path.parts[1:]))
def test_snippet_runs(snippet: Path, tmp_path: Path) -> None:
    powershell = shutil.which("powershell") or shutil.which("pwsh")
    if powershell is None:
        if sys.platform == "win32":
            pytest.fail("Windows without PowerShell")
        pytest.skip("no PowerShell here; the workflow on Windows runs this")
    text = snippet.read_text(encoding="utf-8")
    script = tmp_path / "snippet.ps1"
    script.write_text(STAND_INS + text, encoding="utf-8")
    command = [powershell, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass"]
    command += ["-File", str(script)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for line in text.splitlines():
        if line.split()[0] in ("pip", "python", "conda", "w32tm", "git"):
            assert " ".join(line.split()[:3]) in done.stdout
    for name, value in _SETS.findall(text):
        assert f"{name}={value}".lower() in done.stdout.lower()
