"""Where does the way to the index stop, and after how long? Needs only Python."""

import socket
import ssl
import time


def check(host, port=443, patience=60):
    print(f"{host}, waiting up to {patience} s at each step")
    connection = None
    request = f"HEAD /simple/ HTTP/1.0\r\nHost: {host}\r\n\r\n".encode()
    steps = (
        ("name", lambda: socket.getaddrinfo(host, port) and None),
        ("connection", lambda: socket.create_connection((host, port), patience)),
        ("TLS", lambda: ssl.create_default_context().wrap_socket(connection, server_hostname=host)),
        ("first byte", lambda: connection.sendall(request) or connection.recv(1) and connection),
    )
    for step, action in steps:
        started = time.monotonic()
        try:
            connection = action()
        except socket.timeout:
            print(f"{step}: stops here, no answer in {patience} s")
            break
        except OSError as error:
            print(f"{step}: stops here, {getattr(error, 'verify_message', error)}")
            break
        waited = time.monotonic() - started
        print(f"{step}: fine" if waited < 15 else f"{step}: slow, about {round(waited, -1):.0f} s")
    else:
        print("the whole way is open")
    if isinstance(connection, socket.socket):
        connection.close()


check("pypi.org")
