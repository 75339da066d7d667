"""Which names resolve here: all, some, or none? Needs only Python."""

import socket

NEEDED = ["pypi.org", "files.pythonhosted.org"]  # add your own index, and your proxy
ELSEWHERE = ["pypi.python.org", "mirrors.aliyun.com"]  # only asked to compare


def look_up(name):
    try:
        socket.getaddrinfo(name, 443)
    except socket.gaierror as error:
        reasons = {
            socket.EAI_NONAME: "unknown name",
            socket.EAI_AGAIN: "the resolver has no answer",
        }
        return reasons.get(error.errno, str(error))
    return "resolves"


answers = {name: look_up(name) for name in NEEDED + ELSEWHERE}
for name, answer in answers.items():
    print(f"{name}: {answer}")
failed = [name for name in NEEDED if answers[name] != "resolves"]
if not failed:
    print("=> every name that pip needs resolves")
elif "resolves" in answers.values():
    print("=> names do resolve here, only not", " and ".join(failed))
else:
    print("=> no name resolves here")
