"""What does pip get there: an index, or a page for people? Needs only Python."""

import re
import urllib.request

ADDRESSES = [
    "https://pypi.org/simple/requests/",
    "https://pypi.example.com/simple/requests/",
]

for address in ADDRESSES:
    try:
        with urllib.request.urlopen(address, timeout=15) as page:
            text = page.read().decode(errors="replace")
            kind = page.headers.get_content_type()
            sent_on = "" if page.geturl() == address else f", sent on to {page.geturl()}"
    except OSError as error:
        print(f"{address}: {error}")
        continue
    title = re.search("<title>(.*?)</title>", text, re.S)
    files = len(re.findall(r"<a [^>]*\.(?:whl|tar\.gz|zip)", text))
    print(f"{address}: {kind}, {files} files, {title[1] if title else 'no title'}{sent_on}")
