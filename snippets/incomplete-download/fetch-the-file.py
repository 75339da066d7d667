"""Fetch one file of the index, in as many pieces as it takes. Needs only Python.

Put in the file's name: pip prints it behind "Downloading".
"""

import hashlib
import json
import re
import time
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import Request, urlopen

FILE = "requests-2.34.2-py3-none-any.whl"
INDEX = "https://pypi.org/simple/"
JSON = "application/vnd.pypi.simple.v1+json"

project = re.sub(r"[-_.]+", "-", FILE.split("-")[0]).lower()
with urlopen(Request(f"{INDEX}{project}/", headers={"Accept": JSON}), timeout=60) as page:
    files = {file["filename"]: file for file in json.loads(page.read())["files"]}
address = urljoin(page.url, files[FILE]["url"])  # an index may leave out its own part of it
wanted = files[FILE]["hashes"]["sha256"]

content = b""
for attempt in range(100):
    try:
        request = Request(address, headers={"Range": f"bytes={len(content)}-"})
        with urlopen(request, timeout=60) as answer:
            if answer.status != 206:  # it sends the whole file, not the rest
                content = b""
            for piece in iter(lambda: answer.read1(65536), b""):
                content += piece
        problem = "it ended here"
    except (OSError, HTTPException) as error:
        problem = str(error)
    if hashlib.sha256(content).hexdigest() == wanted:
        Path(FILE).write_bytes(content)
        print(f"{len(content)} bytes: the whole file, with the hash that the index states")
        break
    print(f"{len(content)} bytes, and then: {problem}")
    time.sleep(1)
else:
    raise SystemExit("the file never came whole")
