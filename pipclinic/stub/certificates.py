"""A throwaway certificate authority that stands where the public ones stand, and its rivals."""

import functools
import ssl

import trustme


class Authority:
    """A CA made in memory; it signs certificates for the real host names of a world."""

    def __init__(self, name: str) -> None:
        self._ca = trustme.CA(organization_name=name, organization_unit_name="stub index")
        self._contexts: dict[str, ssl.SSLContext] = {}

    @property
    def pem(self) -> bytes:
        """The root certificate, PEM-encoded: what a client has to trust."""
        return self._ca.cert_pem.bytes()

    def context(self, host: str) -> ssl.SSLContext:
        """A server-side TLS context with a certificate for `host`, made once."""
        if host not in self._contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._ca.issue_cert(host).configure_cert(context)
            self._contexts[host] = context
        return self._contexts[host]


@functools.cache
def trusted() -> Authority:
    """The authority every sandbox trusts, one for the life of the process."""
    return Authority("pip clinic public authority")


@functools.cache
def unknown() -> Authority:
    """An authority that nobody trusts."""
    return Authority("pip clinic unknown authority")
