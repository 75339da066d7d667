"""With which status do the hosts answer, just now? Needs only Python."""

import urllib.error
import urllib.request

ADDRESSES = ["https://pypi.org/simple/requests/", "https://files.pythonhosted.org/"]

for address in ADDRESSES:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError as error:
        print(f"{address}: no answer at all: {error}")
        continue
    print(f"{address}: {status}, {'the server fails' if status >= 500 else 'it answers'}")
