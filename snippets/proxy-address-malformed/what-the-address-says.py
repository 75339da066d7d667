"""What do the proxies' addresses say, read as pip reads them? Shows no password."""

from urllib.parse import urlsplit
from urllib.request import getproxies

for name, address in getproxies().items():
    if name != "no":
        parts = urlsplit(address)
        print(f"{name}: scheme {parts.scheme or 'missing'}, host {parts.hostname or 'missing'}")
