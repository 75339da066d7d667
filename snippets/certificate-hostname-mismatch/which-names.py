"""For which names is the certificate that each host shows? Needs only Python."""

import os
import socket
import ssl
import tempfile

HOSTS = ["pypi.org", "files.pythonhosted.org", "pypi.example.com"]  # the last: your own index


def names_in_certificate(host):
    looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    looking.check_hostname = False
    looking.verify_mode = ssl.CERT_NONE  # only to read the names; no request is sent
    with socket.create_connection((host, 443), 15) as plain:
        with looking.wrap_socket(plain, server_hostname=host) as secure:
            text = ssl.DER_cert_to_PEM_cert(secure.getpeercert(binary_form=True))
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
        file.write(text)
    certificate = ssl._ssl._test_decode_cert(file.name)
    os.remove(file.name)
    return [name for _, name in certificate.get("subjectAltName", ())]


for host in HOSTS:
    print(f"{host}: the certificate is for", ", ".join(names_in_certificate(host)) or "no name")
