"""Write requirements.lock: the projects whose files are in the folder `files`, each with its
version and with all hashes that the index states for that. Needs only Python."""

import json
import re
from pathlib import Path
from urllib.request import Request, urlopen

INDEX = "https://pypi.org/simple/"
JSON = "application/vnd.pypi.simple.v1+json"


def release(filename):
    """The project and the version of a wheel or an sdist."""
    if filename.endswith(".whl"):
        return filename.split("-")[:2]
    return re.sub(r"(\.tar\.gz|\.zip)$", "", filename).rsplit("-", 1)


lines = []
for file in sorted(Path("files").iterdir()):
    name, version = release(file.name)
    project = re.sub(r"[-_.]+", "-", name).lower()
    with urlopen(Request(f"{INDEX}{project}/", headers={"Accept": JSON}), timeout=60) as page:
        offered = json.loads(page.read().decode())["files"]
    hashes = [one["hashes"]["sha256"] for one in offered if release(one["filename"])[1:] == [version]]
    lines.append(" \\\n    ".join([f"{name}=={version}", *(f"--hash=sha256:{h}" for h in hashes)]))
Path("requirements.lock").write_text("\n".join(lines) + "\n")
