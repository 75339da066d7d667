"""Where does the way to the index stop, and after how long? Needs only Python."""

import socket
import ssl
import time


def check(host, port=443, patience=60):
    def find_name(_):
        socket.getaddrinfo(host, port)

    def connect(_):
        return socket.create_connection((host, port), patience)

    def start_tls(connection):
        return ssl.create_default_context().wrap_socket(connection, server_hostname=host)

    def ask(connection):
        connection.sendall(f"HEAD /simple/ HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        if not connection.recv(1):
            raise ConnectionError("closed without an answer")
        connection.close()

    print(f"{host}, waiting up to {patience} s at each step")
    steps = {"name": find_name, "connection": connect, "TLS": start_tls, "first byte": ask}
    connection = None
    for name, step in steps.items():
        started = time.monotonic()
        try:
            connection = step(connection)
        except socket.timeout:
            print(f"{name}: stops here, no answer in {patience} s")
            return
        except OSError as error:
            print(f"{name}: stops here, {getattr(error, 'verify_message', error)}")
            return
        waited = time.monotonic() - started
        print(f"{name}: fine" if waited < 15 else f"{name}: slow, about {round(waited, -1):.0f} s")
    print("the whole way is open")


check("pypi.org")
