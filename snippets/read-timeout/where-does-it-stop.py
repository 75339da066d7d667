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

    steps = {"name": find_name, "connection": connect, "TLS": start_tls, "first byte": ask}
    connection = None
    for name, step in steps.items():
        started = time.monotonic()
        try:
            connection = step(connection)
            problem = ""
        except socket.timeout:
            problem = "no answer"
        except (OSError, ValueError) as error:
            problem = getattr(error, "verify_message", str(error))
        seconds = time.monotonic() - started
        took = f"about {round(seconds, -1):.0f} s" if seconds >= 15 else "less than 15 s"
        if problem:
            print(f"{host}: {name}: stops here after {took}: {problem}")
            return
        print(f"{host}: {name}: {'slow' if seconds >= 15 else 'fine'}, {took}")


for host in ("pypi.org", "files.pythonhosted.org"):
    check(host)
