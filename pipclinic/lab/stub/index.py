"""What an index and its file host answer: the simple API, metadata files, ranges, credentials.

A site is a function from a request to a response. Standards: PEP 503 (HTML), PEP 691 and
700 (JSON), PEP 592 (what is yanked), PEP 658 and 714 (metadata files), RFC 9110 (ranges,
conditional requests).
"""

import hashlib
import html
import json
import re
import xmlrpc.client
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from xml.parsers.expat import ExpatError

from packaging.utils import canonicalize_name

from pipclinic.faults.messages import Request, Response, Site, either, plain
from pipclinic.faults.projects import Project
from pipclinic.lab.stub.packages import Distribution, distributions

_JSON = "application/vnd.pypi.simple.v1+json"
_HTML = "application/vnd.pypi.simple.v1+html"


def index_site(projects: Iterable[Project], prefix: str, files: str) -> Site:
    """The simple API below `prefix`; file links start with `files` (an origin or a path)."""
    offered: dict[str, list[Distribution]] = {}
    for project in projects:
        offered.setdefault(canonicalize_name(project.name), []).extend(distributions(project))

    def site(request: Request) -> Response:
        if not request.path.startswith(prefix):
            return plain(404)
        if request.method == "POST":
            return plain(405)
        name = request.path.removeprefix(prefix)
        project = canonicalize_name(name.rstrip("/"))
        if name and name != f"{project}/":
            return plain(301, Location=f"{prefix}{project}/")
        if not name:
            return _page(request, _root_html(offered), _root_json(offered))
        if project not in offered:
            return plain(404)
        files_of = offered[project]
        return _page(
            request,
            _project_html(project, files_of, files),
            _project_json(project, files_of, files),
        )

    return site


def files_site(
    projects: Iterable[Project], prefix: str = "", *, ranges: bool = True, sized: bool = True
) -> Site:
    """The file host: distributions and their `.metadata`, whole or in ranges.

    ranges: whether it serves ranges at all. sized: whether it says how long a file is.
    """
    contents: dict[str, bytes] = {}
    for project in projects:
        for distribution in distributions(project):
            path = prefix + file_path(distribution)
            contents[path] = distribution.content
            if distribution.metadata is not None:
                contents[path + ".metadata"] = distribution.metadata

    def site(request: Request) -> Response:
        if request.path not in contents:
            return plain(404)
        headers = {
            "Content-Type": "application/octet-stream",
            "Cache-Control": "max-age=365000000, immutable, public",
        }
        body = contents[request.path]
        response = _fresh(request, Response(200, headers, body, sized=sized))
        return _ranged(request, response) if ranges else response

    return site


def offering(projects: Sequence[Project]) -> Site:
    """An index and its file host in one."""
    return either(index_site(projects, "/simple/", ""), files_site(projects))


def search_site(projects: Iterable[Project]) -> Site:
    """What indexes answered to `pip search`: XML-RPC, at /pypi."""
    offered = [{"name": p.name, "version": p.version, "summary": "A project"} for p in projects]

    def site(request: Request) -> Response:
        if (request.method, request.path) != ("POST", "/pypi"):
            return plain(404)
        try:
            asked: Any = xmlrpc.client.loads(request.body)[0][0]
            found = ([hit for hit in offered if hit["name"] in asked["name"]],)
        except (ExpatError, xmlrpc.client.Error, LookupError, TypeError, ValueError):
            return plain(400)
        body = xmlrpc.client.dumps(found, methodresponse=True).encode()
        return Response(200, {"Content-Type": "text/xml; charset=UTF-8"}, body)

    return site


def moved(origin: str) -> Site:
    """A host whose every page has moved, for good, to the same path at `origin`."""
    return lambda request: plain(301, Location=origin + request.target)


def file_path(distribution: Distribution) -> str:
    """Where the file host keeps a distribution: a path made of its digest."""
    digest = distribution.sha256
    return f"/packages/{digest[:2]}/{digest[2:4]}/{digest[4:]}/{distribution.filename}"


def _page(request: Request, as_html: str, as_json: object) -> Response:
    wants_json = _JSON in request.headers.get("accept", "")
    wants_html = _HTML in request.headers.get("accept", "")
    body = json.dumps(as_json) if wants_json else as_html
    content_type = _JSON if wants_json else _HTML if wants_html else "text/html; charset=utf-8"
    headers = {
        "Content-Type": content_type,
        "Cache-Control": "max-age=600, public",
        "Vary": "Accept",
    }
    return _fresh(request, Response(200, headers, body.encode()))


def _fresh(request: Request, response: Response) -> Response:
    etag = '"' + hashlib.sha256(response.body).hexdigest()[:32] + '"'
    if request.headers.get("if-none-match") == etag:
        return Response(304, {"ETag": etag})
    return response.with_headers(ETag=etag)


def _ranged(request: Request, response: Response) -> Response:
    if response.status != 200:
        return response
    response = response.with_headers(Accept_Ranges="bytes")
    size = len(response.body)
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", request.headers.get("range", ""))
    unchanged = request.headers.get("if-range", response.headers["ETag"])
    if not match or match[0] == "bytes=-" or unchanged != response.headers["ETag"]:
        return response
    first, last = match.groups()
    start = int(first) if first else max(0, size - int(last))
    stop = min(size, int(last) + 1) if first and last else size
    if start >= stop:
        return plain(416, Content_Range=f"bytes */{size}")
    part = replace(response, status=206, body=response.body[start:stop])
    return part.with_headers(Content_Range=f"bytes {start}-{stop - 1}/{size}")


def _root_html(offered: Iterable[str]) -> str:
    links = "\n".join(f'<a href="{name}/">{name}</a><br />' for name in sorted(offered))
    return _document("Simple index", links)


def _root_json(offered: Iterable[str]) -> object:
    return {
        "meta": {"api-version": "1.1"},
        "projects": [{"name": name} for name in sorted(offered)],
    }


def _project_html(project: str, files: Iterable[Distribution], origin: str) -> str:
    def link(file: Distribution) -> str:
        attributes = f'data-requires-python="{html.escape(file.project.requires_python)}"'
        if file.metadata is not None:
            digest = "sha256=" + hashlib.sha256(file.metadata).hexdigest()
            attributes += f' data-dist-info-metadata="{digest}" data-core-metadata="{digest}"'
        if file.project.yanked:
            attributes += f' data-yanked="{html.escape(file.project.yanked)}"'
        href = f"{origin}{file_path(file)}#sha256={file.sha256}"
        return f'<a href="{href}" {attributes}>{file.filename}</a><br />'

    return _document(f"Links for {project}", "\n".join(link(file) for file in files))


def _project_json(project: str, files: Iterable[Distribution], origin: str) -> object:
    def entry(file: Distribution) -> dict[str, object]:
        known = file.metadata is not None
        digest = {"sha256": hashlib.sha256(file.metadata or b"").hexdigest()} if known else False
        uploaded = {"upload-time": file.project.upload_time} if file.project.upload_time else {}
        return {
            "filename": file.filename,
            "url": origin + file_path(file),
            "hashes": {"sha256": file.sha256},
            "requires-python": file.project.requires_python,
            "core-metadata": digest,
            "size": len(file.content),
            **uploaded,
            "yanked": file.project.yanked or False,
        }

    return {
        "meta": {"api-version": "1.1"},
        "name": project,
        "versions": sorted({file.project.version for file in files}),
        "files": [entry(file) for file in files],
    }


def _document(title: str, body: str) -> str:
    return (
        "<!DOCTYPE html>\n<html><head>"
        '<meta name="pypi:repository-version" content="1.1">'
        f"<title>{title}</title></head>\n<body><h1>{title}</h1>\n{body}\n</body></html>\n"
    )
