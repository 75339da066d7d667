"""Does a way lead to the hosts? Needs only Python. Put in the hosts that pip named."""

import socket

for host in ("pypi.org", "files.pythonhosted.org"):
    try:
        found = socket.getaddrinfo(host, 443, 0, socket.SOCK_STREAM)
    except OSError as error:
        print(f"{host}: no address: {error}")
        continue
    for family, kind, protocol, _, address in found:
        step = "no way out of this machine"
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as nothing_is_sent:
                nothing_is_sent.connect(address)
            step = "a way out, and then"
            with socket.socket(family, kind, protocol) as connection:
                connection.settimeout(15)
                connection.connect(address)
            answer = "a connection"
        except socket.timeout:
            answer = "no answer"
        except OSError as error:
            answer = str(error)
        version = 6 if family == socket.AF_INET6 else 4
        print(f"{host}, IPv{version}: {step}: {answer}")
