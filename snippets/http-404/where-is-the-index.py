"""Which address is the index's? Needs only Python. Put in the addresses you think of."""

import re
import urllib.error
import urllib.request

PROJECT = "requests"
ADDRESSES = [
    "https://pypi.example.com/",
    "https://pypi.example.com/simple/",
    "https://pypi.example.com/team/simple/",
]

name = re.sub(r"[-_.]+", "-", PROJECT).lower()  # as pip writes it
for address in ADDRESSES:
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/{name}/", timeout=15) as page:
            text = page.read()
        lists_files = b".whl" in text or b".tar.gz" in text
        answer = "here it is" if lists_files else "a page, but not of an index"
    except urllib.error.HTTPError as error:
        answer = str(error.code)
    except OSError as error:
        answer = str(error)
    print(f"{address}: {answer}")
