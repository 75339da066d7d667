"""What a host of Git repositories answers: each repository as plain files, and archives of tags.

Git reads a repository over HTTP also where the server knows nothing of Git ("dumb clients" in its
gitprotocol-http): a list of references, and a compressed file for each object. Both are made in
memory, so the stub needs no git; the one that clones is that of the machine.
"""

import functools
import hashlib
import re
import zlib
from collections.abc import Mapping

from pipclinic.faults.messages import Request, Response, Site, basic, plain
from pipclinic.faults.projects import Project
from pipclinic.lab.stub.packages import sources, zipped

_ADA = "Ada <ada@example.com> 1767225600 +0000"


def forge_site(
    public: Mapping[str, Project], private: Mapping[str, Project], credentials: tuple[str, str]
) -> Site:
    """A host such as GitHub: repositories by their path, and an archive of each public one's tag.

    private: repositories that are shown to nobody but who sends the credentials. Everybody else
    is asked for them, there and where nothing is, so nobody learns which of the two it is.
    """
    shown: dict[str, bytes] = {}
    hidden: dict[str, bytes] = {}
    for path, project in public.items():
        shown |= _repository(path, project) | _archive(path, project)
    for path, project in private.items():
        hidden |= _repository(path, project)

    def site(request: Request) -> Response:
        known = request.headers.get("authorization") == basic(*credentials)
        body = shown.get(request.path) or (hidden.get(request.path) if known else None)
        if body is not None:
            return Response(200, {"Content-Type": "application/octet-stream"}, body)
        if request.path.endswith("/info/refs") and not known:
            return plain(401, WWW_Authenticate='Basic realm="GitHub"')
        return Response(404, {"Content-Type": "text/plain"}, b"Repository not found.\n")

    return site


@functools.cache
def _repository(path: str, project: Project) -> dict[str, bytes]:
    """The files of a repository with one commit, which is `main` and the tag of the version."""
    files: dict[str, bytes] = {}

    def keep(kind: str, content: bytes) -> str:
        whole = f"{kind} {len(content)}\0".encode() + content
        name = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
        files[f"objects/{name[:2]}/{name[2:]}"] = zlib.compress(whole)
        return name

    def tree(contents: Mapping[str, bytes]) -> str:
        entries = b""
        for name in sorted({re.sub("/.*", "/", path) for path in contents}):
            if name.endswith("/"):
                inside = {
                    p.removeprefix(name): c for p, c in contents.items() if p.startswith(name)
                }
                mode, digest = "40000", tree(inside)
            else:
                mode, digest = "100644", keep("blob", contents[name])
            entries += f"{mode} {name.rstrip('/')}\0".encode() + bytes.fromhex(digest)
        return keep("tree", entries)

    message = f"tree {tree(sources(project))}\nauthor {_ADA}\ncommitter {_ADA}\n\nRelease\n"
    commit = keep("commit", message.encode())
    refs = f"{commit}\trefs/heads/main\n{commit}\trefs/tags/v{project.version}\n"
    files |= {"HEAD": b"ref: refs/heads/main\n", "info/refs": refs.encode()}
    return {f"{path}.git/{name}": content for name, content in files.items()}


@functools.cache
def _archive(path: str, project: Project) -> dict[str, bytes]:
    """What the host makes of a tag, for those who want no repository."""
    folder = f"{path.rpartition('/')[2]}-{project.version}"
    files = {f"{folder}/{name}": content for name, content in sources(project).items()}
    return {f"{path}/archive/refs/tags/v{project.version}.zip": zipped(files)}
