"""At which step does the connection break, and how often? Needs only Python."""

import socket
import ssl
from collections import Counter


def attempt(host):
    step = "connection"
    try:
        with socket.create_connection((host, 443), timeout=15) as plain:
            step = "first words of TLS"
            context = ssl.create_default_context()
            with context.wrap_socket(plain, server_hostname=host) as secure:
                step = "answer"
                secure.sendall(f"HEAD /simple/ HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
                if not secure.recv(1):
                    return f"{step}: closed without a word"
    except OSError as error:
        return f"{step}: {error}"
    return "answered"


for host in ("pypi.org", "files.pythonhosted.org"):
    for what, times in Counter(attempt(host) for _ in range(5)).items():
        print(f"{host}: {times} of 5: {what}")
