"""Print the hashes that the index states for one version. Needs only Python."""

import json
import re
from urllib.request import Request, urlopen

PROJECT = "requests"
VERSION = "2.34.2"
INDEX = "https://pypi.org/simple/"
JSON = "application/vnd.pypi.simple.v1+json"

name = re.sub(r"[-_.]+", "-", PROJECT).lower()
with urlopen(Request(f"{INDEX}{name}/", headers={"Accept": JSON}), timeout=60) as page:
    files = json.loads(page.read())["files"]
for file in files:
    if any(f"-{VERSION}{end}" in file["filename"] for end in ("-", ".tar", ".zip")):
        hashes = [f"{name}:{value}" for name, value in file["hashes"].items()]
        print(*hashes or ["no hash"], file["filename"])
