"""Which to doubt, a certificate or this machine's clock? Needs only Python."""

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


now = time.time()
print("This machine's clock:", time.strftime("%b %d %H:%M:%S %Y GMT", time.gmtime(now)))
found = {}
for host in HOSTS:
    try:
        certificate = certificate_of(host)
    except OSError as error:
        print(f"{host}: {error}")
        continue
    first, last = certificate["notBefore"], certificate["notAfter"]
    found[host] = "holds"
    if now < ssl.cert_time_to_seconds(first):
        found[host] = "not valid yet"
    if now > ssl.cert_time_to_seconds(last):
        found[host] = "expired"
    print(f"{host}: from {first} to {last}: {found[host]}")
expired = [host for host in found if found[host] == "expired"]
if "not valid yet" in found.values():
    print("=> doubt the clock: is it behind?")
elif len(expired) == len(found) > 0:
    print("=> doubt the clock: is it ahead?")
elif expired:
    print("=> if the clock is right, doubt the certificate of", " and ".join(expired))
elif found:
    print("=> all hold")
