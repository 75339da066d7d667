"""Ask the proxy for a way to the index, as pip does. Put in your proxy's host and port."""

import socket

PROXY = ("proxy.example.com", 3128)

try:
    with socket.create_connection(PROXY, timeout=15) as connection:
        connection.sendall(b"CONNECT pypi.org:443 HTTP/1.1\r\nHost: pypi.org:443\r\n\r\n")
        words = connection.recv(1000).decode("latin-1").partition("\r")[0]
    print("it says:", words or "nothing, and hangs up")
except socket.timeout:
    print("no answer")
except OSError as error:
    print(error)
