"""What hosts show in the TLS handshake, and throwaway authorities that vouch for it.

One authority stands where the public ones stand, another is known to nobody. The
same host shows the same certificate for the life of the process, so that a reader's file
and the server agree.
"""

import datetime
import functools
import ssl
import tempfile
from dataclasses import dataclass

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

_LONG_AGO = datetime.datetime(2000, 1, 1)
_NEVER = datetime.datetime(3000, 1, 1)


@dataclass(frozen=True)
class Identity:
    """What a host shows, in PEM.

    shown: its private key, its certificate, and what it sends along.
    vouching: what a client has to trust in order to accept it.
    """

    shown: bytes
    vouching: bytes

    @functools.cached_property
    def context(self) -> ssl.SSLContext:
        """A server-side TLS context that shows it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.NamedTemporaryFile() as file:
            file.write(self.shown)
            file.flush()
            context.load_cert_chain(file.name)
        return context


class Authority:
    """A CA made in memory; it signs certificates for the real host names of a world."""

    def __init__(self, name: str) -> None:
        self._root = trustme.CA(organization_name=name, organization_unit_name="Root")
        self._between = trustme.CA(
            self._root, 0, organization_name=name, organization_unit_name="Intermediate"
        )

    @property
    def pem(self) -> bytes:
        """The root certificate, PEM-encoded: what a client has to trust."""
        return self._root.cert_pem.bytes()

    @functools.cache  # noqa: B019 - there are two, for the life of the process
    def signs(
        self,
        name: str,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        sends_root: bool = False,
    ) -> Identity:
        """The identity of a host called `name`, signed by the root; valid for ever by default."""
        leaf = self._root.issue_cert(name, not_before=since or _LONG_AGO, not_after=until or _NEVER)
        along = self.pem if sends_root else b""
        return Identity(leaf.private_key_and_cert_chain_pem.bytes() + along, self.pem)

    @functools.cache  # noqa: B019
    def signs_by_an_intermediate(self, name: str) -> Identity:
        """The same, signed by an intermediate authority that the host does not send along."""
        leaf = self._between.issue_cert(name)
        shown = leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes()
        return Identity(shown, self._between.cert_pem.bytes() + self.pem)


class _Authorities:
    """Those of this process; see `faults.world_fault.Authorities`."""

    @functools.cached_property
    def trusted(self) -> Authority:
        """One that stands where the public ones stand."""
        return Authority("Public Authority")

    @functools.cached_property
    def unknown(self) -> Authority:
        """One that nobody trusts."""
        return Authority("Example Company")

    def self_signed(self, name: str) -> Identity:
        """A host that vouches for itself, as a server's own tool makes it."""
        return _self_signed(name)


AUTHORITIES = _Authorities()


def trusted() -> Authority:
    """The authority every sandbox trusts, one for the life of the process."""
    return AUTHORITIES.trusted


@functools.cache
def _self_signed(host: str) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_LONG_AGO)
        .not_valid_after(_NEVER)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Identity(private + certificate, certificate)
