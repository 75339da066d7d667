"""What do the proxies' addresses say, read by Python's own parser? Shows no password."""

from urllib.parse import urlsplit
from urllib.request import getproxies

for name, address in getproxies().items():
    if name != "no":
        parts = urlsplit(address)
        print(f"{name}: scheme {parts.scheme or 'missing'}, host {parts.hostname or 'missing'}")
