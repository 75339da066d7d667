"""Who signed the certificates that reach this machine? Needs only Python."""

import os
import socket
import ssl
import tempfile

HOSTS = ["pypi.org", "files.pythonhosted.org"]  # add your own index


def reason_to_refuse(host):
    try:
        with socket.create_connection((host, 443), 15) as plain:
            ssl.create_default_context().wrap_socket(plain, server_hostname=host).close()
    except ssl.SSLError as error:
        return getattr(error, "verify_message", error.reason)  # Python 3.6 has no message
    return None


def issuer(host):
    looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    looking.check_hostname = False
    looking.verify_mode = ssl.CERT_NONE  # to look at the certificate; nothing is sent
    with socket.create_connection((host, 443), 15) as plain:
        with looking.wrap_socket(plain, server_hostname=host) as secure:
            certificate = ssl.DER_cert_to_PEM_cert(secure.getpeercert(binary_form=True))
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
        file.write(certificate)
    fields = ssl._ssl._test_decode_cert(file.name)["issuer"]
    os.remove(file.name)
    names = dict(pair for field in fields for pair in field)
    return names.get("organizationName") or names.get("commonName")


for host in HOSTS:
    try:
        signer, reason = issuer(host), reason_to_refuse(host)
    except OSError as error:
        print(f"{host}: {error}")
    else:
        print(f"{host}: signed by {signer}; your system", end=" ")
        print(f"says: {reason}" if reason else "trusts it")
