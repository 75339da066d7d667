"""Who says no, and in which words? Needs only Python. Put in the addresses that pip asked for."""

import re
import urllib.error
import urllib.request

ADDRESSES = [
    "https://pypi.org/simple/requests/",
    "https://pypi.example.com/simple/requests/",
]

for address in ADDRESSES:
    try:
        urllib.request.urlopen(address, timeout=15).close()
        answer = "lets you in"
    except urllib.error.HTTPError as error:
        server = error.headers.get("Server", "a server without a name")
        words = re.sub("<[^>]*>", " ", error.read().decode(errors="replace")).split()
        answer = f"{error.code} from {server}: {' '.join(words)[:200]}"
    except OSError as error:
        answer = str(error)
    print(f"{address}: {answer}")
