"""Which addresses of the hosts take a connection? Needs only Python. Put in the hosts pip named."""

import socket

for host in ("pypi.org", "files.pythonhosted.org"):
    try:
        found = socket.getaddrinfo(host, 443, 0, socket.SOCK_STREAM)
    except OSError as error:
        print(f"{host}: no address: {error}")
        continue
    for number, (family, kind, protocol, _, address) in enumerate(found, 1):
        try:
            with socket.socket(family, kind, protocol) as connection:
                connection.settimeout(15)
                connection.connect(address)
            answer = "takes the connection"
        except socket.timeout:
            answer = "no answer in 15 seconds"
        except OSError as error:
            answer = str(error)
        version = 6 if family == socket.AF_INET6 else 4
        print(f"{host}, address {number} of {len(found)}, IPv{version}: {answer}")
