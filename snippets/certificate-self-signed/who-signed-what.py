"""Whose certificate is shown here, and who signed it? Needs only Python."""

import os
import socket
import ssl
import tempfile

HOSTS = ["pypi.org", "files.pythonhosted.org", "pypi.example.com"]  # the last: your own index


def certificate_of(host):
    looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    looking.check_hostname = False
    looking.verify_mode = ssl.CERT_NONE  # to look at it; no request is sent
    with socket.create_connection((host, 443), 15) as plain:
        with looking.wrap_socket(plain, server_hostname=host) as secure:
            text = ssl.DER_cert_to_PEM_cert(secure.getpeercert(binary_form=True))
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
        file.write(text)
    certificate = ssl._ssl._test_decode_cert(file.name)
    os.remove(file.name)
    return certificate


def organisation(fields):
    names = dict(pair for field in fields for pair in field)
    return names.get("organizationName") or names.get("commonName")


for host in HOSTS:
    try:
        certificate = certificate_of(host)
    except OSError as error:
        print(f"{host}: {error}")
        continue
    if certificate["issuer"] == certificate["subject"]:
        print(f"{host}: signed by itself")
    else:
        print(f"{host}: signed by {organisation(certificate['issuer'])}")
