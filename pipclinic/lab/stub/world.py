"""Which hosts exist, what each serves, and what is wrong with one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipclinic.faults.hosts import Role
from pipclinic.faults.messages import Site, either, plain, with_credentials
from pipclinic.faults.projects import Project
from pipclinic.faults.world_fault import WorldFault
from pipclinic.faults.worlds import Fault
from pipclinic.lab.stub.certificates import AUTHORITIES
from pipclinic.lab.stub.index import files_site, index_site, moved, search_site
from pipclinic.lab.stub.packages import backend
from pipclinic.lab.stub.repositories import forge_site

HOSTS: Mapping[Role, str] = {
    "index": "pypi.org",
    "files": "files.pythonhosted.org",
    "legacy": "pypi.python.org",  # the default index of pip 10.0.0 and older
    "mirror": "mirrors.aliyun.com",
    "company": "pypi.example.com",
    "private": "private.example.com",
    "forge": "github.com",
    "proxy": "proxy.example.com",
    "socks": "socks.example.com",
}
PORTS: Mapping[Role, int] = {"proxy": 3128, "socks": 1080}  # all others listen on 443
CREDENTIALS = ("ada", "correct horse")
TOKEN = ("x-access-token", "github_pat_ada")  # the forge's, with the name it has for all users

HEALTHY = WorldFault()

USUAL_PROJECTS = (
    Project(name="requests", version="2.34.2", size=24_000),  # alone: a dependency costs time
    Project(name="idna", version="3.20"),
    Project(name="pip", version="99.0"),  # so that an upgrade has something to upgrade to
    backend(),
)


@dataclass(frozen=True)
class World:
    """One state of the stub internet.

    projects: what its indexes offer; a project named here replaces the usual one.
    fault: the one thing that is wrong, or nothing.
    ranges, sized: whether its file host serves parts of files, and says how long a file is.
    """

    projects: tuple[Project, ...] = ()
    fault: Fault | None = None
    ranges: bool = True
    sized: bool = True

    def fault_of(self, role: Role) -> WorldFault:
        """What is wrong with a host; a fault with which nothing is wrong, if that is so."""
        struck = self.fault is not None and self.fault.host in (role, "every")
        return self.fault if self.fault and struck else HEALTHY

    def sites(self) -> dict[Role, Site]:
        """What each host answers when it is healthy."""
        named = {project.name for project in self.projects}
        usual = (project for project in USUAL_PROJECTS if project.name not in named)
        offered = (*self.projects, *usual)
        public = [project for project in offered if project.only in ("", "index")]
        own = [project for project in offered if project.only in ("", "company")]
        simple = index_site(public, "/simple/", f"https://{HOSTS['files']}")
        company = either(index_site(own, "/simple/", ""), files_site(own), search_site(own))
        return {
            "index": either(simple, search_site(public)),
            "files": files_site(public, ranges=self.ranges, sized=self.sized),
            "legacy": moved(f"https://{HOSTS['index']}"),
            "mirror": either(
                index_site(public, "/pypi/simple/", "/pypi"),
                files_site(public, "/pypi"),
            ),
            "company": company,
            "private": with_credentials(company, *CREDENTIALS),
            "forge": forge_site(
                {"/psf/requests": USUAL_PROJECTS[0]},
                {"/example/requests": USUAL_PROJECTS[0]},
                TOKEN,
            ),
            "proxy": lambda request: plain(400),
            "socks": lambda request: plain(400),  # it speaks no HTTP, so nobody ever asks
        }

    def vouching(self) -> bytes:
        """What a client has to trust, in PEM, to accept the certificates of the struck hosts."""
        if self.fault is None:
            return AUTHORITIES.trusted.pem
        struck = self.fault.host
        # A proxy shows certificates in anybody's name.
        hosts = [host for role, host in HOSTS.items() if struck in (role, "every", "proxy")]
        shown = [self.fault.identity(host, AUTHORITIES) for host in hosts]
        return b"".join({identity.vouching: None for identity in shown})
