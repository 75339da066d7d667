"""Does anything listen there? Needs only Python. Put in the hosts and ports that pip asked."""

import socket

ADDRESSES = [("pypi.org", 443), ("files.pythonhosted.org", 443), ("pypi.example.com", 443)]

for host, port in ADDRESSES:
    try:
        socket.create_connection((host, port), timeout=15).close()
        answer = "something listens"
    except ConnectionRefusedError:
        answer = "refused"
    except socket.timeout:
        answer = "no answer"
    except OSError as error:
        answer = str(error)
    print(f"{host}, port {port}: {answer}")
