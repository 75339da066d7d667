"""Does TLS answer at a port, plain HTTP, or nobody? Needs only Python."""

import socket
import ssl

PLACES = [  # put in your own
    ("pypi.org", 443),
    ("pypi.example.com", 443),
    ("proxy.example.com", 3128),
]


def with_tls(host, port):
    looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    looking.check_hostname = False
    looking.verify_mode = ssl.CERT_NONE  # only to see whether TLS answers
    with socket.create_connection((host, port), 15) as plain:
        with looking.wrap_socket(plain, server_hostname=host) as secure:
            return secure.version()


def with_plain_http(host, port):
    with socket.create_connection((host, port), 15) as plain:
        plain.sendall(b"HEAD / HTTP/1.1\r\nHost: " + host.encode() + b"\r\n\r\n")
        return plain.recv(5) == b"HTTP/"


for host, port in PLACES:
    try:
        answer = with_tls(host, port)
    except OSError as error:
        reason = getattr(error, "reason", None) or str(error)
        if reason.startswith(("SSLV3_", "TLSV1")):  # an alert, which only TLS has
            answer = f"TLS, which refuses by {reason}"
        elif with_plain_http(host, port):
            answer = "plain HTTP, no TLS"
        else:
            answer = f"neither; TLS ends with {reason}"
    print(f"{host}:{port}: {answer}")
