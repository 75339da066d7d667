"""Which proxies would pip use, and with which credentials? Shows no password."""

from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

for scheme, address in getproxies().items():
    if scheme in ("http", "https", "all"):
        parts = urlsplit(address)
        print(f"{scheme}: host {parts.hostname}, user {parts.username}, ", end="")
        print(f"password of {len(unquote(parts.password or ''))} characters")
