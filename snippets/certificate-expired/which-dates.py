"""Do the certificates shown here hold today, by this machine's clock? Needs only Python."""

import os
import socket
import ssl
import tempfile
import time

HOSTS = ["pypi.org", "files.pythonhosted.org", "pypi.example.com"]  # the last: your own index


def certificate_of(address):
    host, _, port = address.partition(":")
    looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    looking.check_hostname = False
    looking.verify_mode = ssl.CERT_NONE  # only to read the dates; no request is sent
    with socket.create_connection((host, port or 443), 15) as plain:
        with looking.wrap_socket(plain, server_hostname=host) as secure:
            text = ssl.DER_cert_to_PEM_cert(secure.getpeercert(binary_form=True))
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
        file.write(text)
    certificate = ssl._ssl._test_decode_cert(file.name)
    os.remove(file.name)
    return certificate


wrong, right = [], []
for host in HOSTS:
    try:
        certificate = certificate_of(host)
    except OSError as error:
        print(f"{host}: {error}")
        continue
    first, last = certificate["notBefore"], certificate["notAfter"]
    holds = ssl.cert_time_to_seconds(first) <= time.time() <= ssl.cert_time_to_seconds(last)
    print(f"{host}: from {first} to {last}:", "holds" if holds else "does not hold")
    (right if holds else wrong).append(host)
if wrong and not right:
    print("=> none holds: is it the clock?")
elif wrong:
    print("=> renew the certificate of", " and ".join(wrong))
elif right:
    print("=> all hold")
