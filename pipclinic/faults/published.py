"""Published files that an index can offer, each with its digest: data, which the lab fetches.

They are what no stand-in can show, such as a real SOCKS client, or a real project's build: a
project of a case that says `published = true` is served from here.
"""

import difflib
from dataclasses import dataclass
from functools import cached_property

from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename


@dataclass(frozen=True)
class Published:
    """One row: the name of a wheel or an sdist, and its SHA-256 in hexadecimal."""

    filename: str
    sha256: str

    @cached_property
    def requirement(self) -> str:
        """The project and the version, as in "pysocks==1.7.1"."""
        if self.filename.endswith(".whl"):
            name, version = parse_wheel_filename(self.filename)[:2]
        else:
            name, version = parse_sdist_filename(self.filename)
        return f"{name}=={version}"


TABLE: tuple[Published, ...] = (
    Published(  # the last that runs on Python 3.6, which pip 9.0.3 comes with
        "pip-21.3.1-py3-none-any.whl",
        "deaf32dcd9ab821e359cd8330786bcd077604b5c5730c0b096eda46f95c24a2d",
    ),
    Published(
        "PySocks-1.7.1-py3-none-any.whl",
        "2725bd0a9925919b9b51739eea5f9e2bae91e83288108a9ad338b2e3a4435ee5",
    ),
    Published(
        "truststore-0.10.4-py3-none-any.whl",
        "adaeaecf1cbb5f4de3b1959b42d41f6fab57b2b1666adb59e89cb0b53361d981",
    ),
    Published(  # to upgrade to
        "pip-26.3-py3-none-any.whl",
        "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13",
    ),
    Published(  # to be older than that
        "pip-25.1.1-py3-none-any.whl",
        "2913a38a2abf4ea6b64ab507bd9e967f3b53dc1ede74b01b0931e1ce548751af",
    ),
    Published(  # a keyring, a backend that needs no desktop, and what they depend on
        "keyring-25.7.0-py3-none-any.whl",
        "be4a0b195f149690c166e850609a477c532ddbfbaed96a404d4e43f8d5e2689f",
    ),
    Published(
        "keyrings.alt-5.0.2-py3-none-any.whl",
        "6be74693192f3f37bbb752bfac9b86e6177076b17d2ac12a390f1d6abff8ac7c",
    ),
    Published(
        "jaraco.classes-3.4.0-py3-none-any.whl",
        "f662826b6bed8cace05e7ff873ce0f9283b5c924470fe664fff1c2f00f581790",
    ),
    Published(
        "jaraco_context-6.1.2-py3-none-any.whl",
        "bf8150b79a2d5d91ae48629d8b427a8f7ba0e1097dd6202a9059f29a36379535",
    ),
    Published(
        "jaraco_functools-4.6.0-py3-none-any.whl",
        "99e3dc0060c5cbe8fcd1cdb36258e2a65ca40f1566b2033b12abb1bb44dd3c30",
    ),
    Published(
        "jeepney-0.9.0-py3-none-any.whl",
        "97e5714520c16fc0a45695e5365a2e11b81ea79bba796e26f9f1d178cb182683",
    ),
    Published(
        "more_itertools-11.2.1-py3-none-any.whl",
        "35a7377edd1dd6608dcb2cdf534ded55ea32d49448875ad042cd3f879fb1ded0",
    ),
    Published(
        "importlib_metadata-8.7.0-py3-none-any.whl",
        "e5dd1551894c77868a30651cef00984d50e1002d06942a7101d34870c5f02afd",
    ),
    Published(
        "zipp-4.1.2-py3-none-any.whl",
        "b30cb6cd253122169c47de245ca24a86bac2a5d3802ba15bf7ba6414eb9e144d",
    ),
    Published(
        "backports.tarfile-1.2.0-py3-none-any.whl",
        "77e284d754527b01fb1e6fa8a1afe577858ebe4e9dad8919e34c862cb399bc34",
    ),
    Published(  # the words of a build: the last setuptools for Python 3.6 to 3.8, and a newer one
        "setuptools-59.6.0-py3-none-any.whl",
        "4ce92f1e1f8f01233ee9952c04f6b81d1e02939d6e1b488428154974a4d0783e",
    ),
    Published(
        "setuptools-80.9.0-py3-none-any.whl",
        "062d34222ad13e0cc312a4c02d73f059e86a4acbfbdea8f8f76b28c99f306922",
    ),
    Published(  # without pkg_resources
        "setuptools-84.2.1-py3-none-any.whl",
        "ca140b45d5325a9478f880e351484f62fef15f336462e449ca0c03c873d589c2",
    ),
    Published(  # that of Python 3.11's ensurepip; does not run on 3.12
        "setuptools-65.5.0-py3-none-any.whl",
        "f62ea9da9ed6289bfe868cd6845968a2c854d1427f8548d52cae02a42b4f0356",
    ),
    Published(  # the last that converts Python 2 code; does not run on 3.12
        "setuptools-57.5.0-py3-none-any.whl",
        "60d78588f15b048f86e35cdab73003d8b21dd45108ee61a6693881a427f22073",
    ),
    Published(  # the last that takes no text for a license
        "setuptools-76.1.0-py3-none-any.whl",
        "34750dcb17d046929f545dec9b8349fe42bf4ba13ddffee78428aec422dbfb73",
    ),
    Published(  # refuses a dash in the keys of setup.cfg
        "setuptools-78.0.1-py3-none-any.whl",
        "1cc9b32ee94f93224d6c80193cbb768004667aa2f2732a473d6949b0236c1d4e",
    ),
    Published(  # asks git for the version; and what it depends on
        "setuptools_scm-10.3.4-py3-none-any.whl",
        "82f34c3e3084fc2b57d397200637cc13f2338004052d2fee47baa5f0e902464e",
    ),
    Published(
        "vcs_versioning-2.6.0-py3-none-any.whl",
        "f8bebd1302ebc12e67ceb30fc7dd698ec969414b6fa43b30c3f14ac9b1e72c41",
    ),
    Published(
        "packaging-26.4-py3-none-any.whl",
        "81383611a09c1bc0b08b76e0fd5829d7c6824c65b27a6aee339da133f4233ea2",
    ),
    Published(  # what builds numpy; and what it depends on
        "meson_python-0.18.0-py3-none-any.whl",
        "3b0fe051551cc238f5febb873247c0949cd60ded556efa130aa57021804868e2",
    ),
    Published(
        "meson-1.9.1-py3-none-any.whl",
        "f824ab770c041a202f532f69e114c971918ed2daff7ea56583d80642564598d0",
    ),
    Published(
        "pyproject_metadata-0.9.1-py3-none-any.whl",
        "ee5efde548c3ed9b75a354fc319d5afd25e9585fa918a34f62f904cc731973ad",
    ),
    Published(  # makes environments without ensurepip; and what it depends on
        "virtualenv-20.26.6-py3-none-any.whl",
        "7345cc5b25405607a624d8418154577459c3e0277f5466dd79c49d5e492995f2",
    ),
    Published(
        "distlib-0.4.4-py2.py3-none-any.whl",
        "cf09d55b1e85a89576b036aeb71550bfd68320f3f21761ca329eadadad918638",
    ),
    Published(
        "filelock-3.16.1-py3-none-any.whl",
        "2082e5703d51fbf98ea75855d9d5527e33d8ff23099bec374a134febee6946b0",
    ),
    Published(
        "platformdirs-4.3.6-py3-none-any.whl",
        "73e575e1408ab8103900836b97580d5307456908a03e92031bab39e4554cc3fb",
    ),
    Published(  # which an older setuptools asks for
        "wheel-0.37.1-py2.py3-none-any.whl",
        "4bdcd7d840138086126cd09254dc6195fb4fc6f01c050a1d7236f2630db1d22a",
    ),
    Published(  # the words of a build that lacks Rust; and what it depends on
        "setuptools_rust-1.10.2-py3-none-any.whl",
        "4b39c435ae9670315d522ed08fa0e8cb29f2a6048033966b6be2571a90ce4f1c",
    ),
    Published(
        "semantic_version-2.10.0-py2.py3-none-any.whl",
        "de78a3b8e0feda74cabc54aab2da702113e33ac9d9eb9d2389bcf1f58b7d9177",
    ),
    Published(  # whose builds ask for C libraries, each in another way
        "cffi-1.17.1.tar.gz",
        "1c39c6016c32bc48dd54561950ebd6836e1670f2ae46128f67cf49e789c52824",
    ),
    Published(
        "psycopg2-2.9.10.tar.gz",
        "12ec0b40b0273f95296233e8750441339298e6a572f7039da5b260e3c8b60e11",
    ),
    Published(
        "mysqlclient-2.2.7.tar.gz",
        "24ae22b59416d5fcce7e99c9d37548350b4565baac82f95e149cac6ce4163845",
    ),
    Published(  # whose C code is that of a Cython older than Python 3.11; and a newer release
        "frozenlist-1.2.0.tar.gz",
        "68201be60ac56aff972dc18085800b6ee07973c49103a8aba669dee3d71079de",
    ),
    Published(
        "frozenlist-1.8.0-py3-none-any.whl",
        "0c18a16eab41e82c295618a77502e17b195883241c563b00f0aa5106fc4eaa0d",
    ),
    Published(  # which asks for any Cython, and one that asks for an older one; two Cythons
        "PyYAML-5.4.1.tar.gz",
        "607774cbba28732bfa802b54baa7484215f530991055bb562efbed5b2f20a45e",
    ),
    Published(
        "PyYAML-6.0.1.tar.gz",
        "bfdf460b1736c775f2ba9f6a92bca30bc2095067b8a9d77876d1fad6cc3b4a43",
    ),
    Published(
        "Cython-0.29.37-py2.py3-none-any.whl",
        "95f1d6a83ef2729e67b3fa7318c829ce5b07ac64c084cd6af11c228e0364662c",
    ),
    Published(
        "Cython-3.0.12-py2.py3-none-any.whl",
        "0038c9bae46c459669390e53a1ec115f8096b2e4647ae007ff1bf4e6dee92806",
    ),
)


def of(name: str, version: str) -> tuple[Published, ...]:
    """The files of one version of a project that are in the table."""
    wanted = f"{canonicalize_name(name)}=={version}"
    return tuple(row for row in TABLE if row.requirement == wanted)


def nearest(requirement: str) -> str:
    """The requirement of the table that reads most like this one."""
    known = [row.requirement for row in TABLE]
    return difflib.get_close_matches(requirement, known, n=1, cutoff=0)[0]
