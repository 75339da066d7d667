"""Versions of the site on a branch of their own, by mike; and what a release writes down."""

import datetime
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mike import commands, git_utils, mkdocs_utils

from pipclinic.content import addresses
from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import finishing, hosting, mkdocs

CONFIGURATION = "mkdocs.publish.yml"
BRANCH = "gh-pages"
DEVELOPMENT = "dev"
LATEST = "latest"
_REMOTE = "origin"

_VERSION = re.compile(r"20\d\d\.(0[1-9]|1[0-2])(\.[1-9]\d*)?")
_UNRELEASED = re.compile(r"## \[Unreleased\]\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


class NotPublished(Exception):
    """Why a version cannot be published or released; what to do about it."""


def lacking(evidence: Evidence) -> Iterator[str]:
    """What a report lacks to be published, a line each; what is kept does not make up for it."""
    report = evidence.report
    if report is None:
        yield "there is no report: run 'make test PIPS=all', or 'make merge' those of a workflow"
        return
    broken = [row for row in report.outcomes if not row.holds]
    if broken:
        row = broken[0]
        yield f"{len(broken)} steps do not hold, such as {row.slug}, {row.snippet}, pip {row.pip}"
    missing = [(step, pip.version) for step, pip in Evidence(evidence.catalogue, report).lacking()]
    for version, steps in Counter(version for _, version in missing).items():
        first = next(step for step, pip in missing if pip == version)
        such = f"such as {first.page.slug}, {first.id}"
        were = "step was" if steps == 1 else "steps were"
        yield f"{steps} {were} not run with pip {version}, {such}"


def publish(evidence: Evidence, version: str, push: bool) -> None:
    """Build a version and commit it to the branch; a release becomes `latest` too.

    push: whether to send the branch to `origin`. Raises NotPublished.
    """
    catalogue = evidence.catalogue
    problems = list(lacking(evidence))
    if not os.environ.get("SITE_URL", "").endswith("/"):
        problems.append("SITE_URL is not set: the address of the site, with a slash at its end")
    if version != DEVELOPMENT:
        problems += _form(version)
        now = addresses.every(catalogue.root, catalogue.documents.values())
        unlisted = sorted(now.difference(addresses.listed(catalogue.root)))
        if unlisted:
            lost = f"{addresses.LIST} lacks {unlisted[0]}"
            problems.append(f"{lost}: a release is what 'make release' made and tagged")
    if problems:
        raise NotPublished("\n".join(problems))
    try:
        _deploy(evidence, version)
        if push:
            git_utils.push_branch(_REMOTE, BRANCH)
    except (git_utils.GitError, ValueError) as error:
        raise NotPublished(f"mike: {error}") from None


def _deploy(evidence: Evidence, version: str) -> None:
    """Commit a version, and what stands beside all versions, to the branch."""
    released = version != DEVELOPMENT
    git_utils.update_from_upstream(_REMOTE, BRANCH)
    aliases = [LATEST] if released else []
    # What mike asks of a configuration, which is ours to read.
    built = {"site_dir": str(mkdocs.SITE), "use_directory_urls": True}
    with commands.deploy(
        built, version, aliases=aliases, update_aliases=True, branch=BRANCH, allow_empty=True
    ):
        if mkdocs.build(CONFIGURATION, **{mkdocs_utils.docs_version_var: version}) != 0:
            raise NotPublished("MkDocs could not build the site: see above")
        finishing.finish(evidence, mkdocs.SITE)
    beside = {"_headers": hosting.headers()}
    if released:
        latest = f"{os.environ['SITE_URL']}{LATEST}/"
        beside |= {"robots.txt": hosting.robots(latest), "index.html": hosting.leads_to(LATEST)}
    with git_utils.Commit(BRANCH, f"Beside {version}", allow_empty=True) as commit:
        for name, text in beside.items():
            commit.add_file(git_utils.FileInfo(name, text))


def release(catalogue: Catalogue, version: str) -> str:
    """Write down a release, commit it and tag it; return what to push. Raises NotPublished."""
    root = catalogue.root
    problems = list(_form(version))
    if _git(root, "status", "--porcelain"):
        problems.append("there are changes that are not committed: commit them first")
    if _git(root, "tag", "--list", version):
        problems.append(f"there is a tag {version} already")
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased = _UNRELEASED.search(changelog)
    if unreleased is None or not unreleased[1].strip():
        problems.append("CHANGELOG.md says nothing under '## [Unreleased]': write what is new")
    if problems:
        raise NotPublished("\n".join(problems))
    heading = f"## [Unreleased]\n\n## [{version}] - {datetime.datetime.now(datetime.UTC).date()}"
    _write(root / "CHANGELOG.md", changelog.replace("## [Unreleased]", heading, 1))
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    stated = re.sub(r'(?m)^version = ".*"', f'version = "{version}"', project, count=1)
    _write(root / "pyproject.toml", stated)
    every = addresses.every(root, catalogue.documents.values()).union(addresses.listed(root))
    _write(root / addresses.LIST, "".join(f"{address}\n" for address in sorted(every)))
    _git(root, "add", "CHANGELOG.md", "pyproject.toml", addresses.LIST)
    _git(root, "commit", "--quiet", "--message", f"Release {version}")
    _git(root, "tag", "--annotate", version, "--message", f"pip clinic {version}")
    return f"git push origin HEAD {version}"


def _form(version: str) -> Iterator[str]:
    if not _VERSION.fullmatch(version):
        yield f"{version!r} is no version: write year and month, as in 2026.12 or 2026.12.1"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotPublished(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout.strip()
