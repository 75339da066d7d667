"""Which proxies would pip use, and with which credentials? Shows no more than signs of a password."""

import re
from urllib.parse import quote, unquote
from urllib.request import getproxies

for scheme, address in getproxies().items():
    if scheme in ("http", "https", "all"):
        login, _, host = re.sub("^[a-z0-9]+://", "", address).rpartition("@")
        user, _, password = login.partition(":")
        signs = [s for s in sorted(set(user + password)) if s not in ("%", quote(s, ""))]
        print(f"{scheme}: host {host}, user {user or None}, ", end="")
        print(f"password of {len(unquote(password))} characters, to encode:", end=" ")
        print(", ".join(f"{sign} as {quote(sign, '')}" for sign in signs) or "nothing seen")
