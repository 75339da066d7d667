"""When may pip ask again? Needs only Python. Each run is one more request to each address."""

import urllib.error
import urllib.request

ADDRESSES = [
    "https://pypi.org/simple/requests/",
    "https://files.pythonhosted.org/",
    "https://pypi.example.com/simple/requests/",
]

for address in ADDRESSES:
    try:
        urllib.request.urlopen(address, timeout=15).close()
        answer = "answers"
    except urllib.error.HTTPError as error:
        answer = f"answers with {error.code}"
        if error.code == 429:
            wait = error.headers.get("Retry-After")
            answer = f"too many; again after {wait}" if wait else "too many; does not say until when"
    except OSError as error:
        answer = str(error)
    print(f"{address}: {answer}")
