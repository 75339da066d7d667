"""pip's own reference codes lead to pages, and none is made up."""

import ast
import zipfile

from packaging.version import Version

from pipclinic.content import pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.references import REFERENCES


def codes(pip: pips.Pip) -> set[str]:
    """Every `reference` that an exception of a pip has, or hands to the one it is made of."""
    found = set()
    with zipfile.ZipFile(pip.wheel) as wheel:
        for name in wheel.namelist():
            if name.startswith("pip/_internal/") and name.endswith(".py"):
                for node in ast.walk(ast.parse(wheel.read(name))):
                    match node:
                        case ast.Assign(
                            targets=[ast.Name("reference")], value=ast.Constant(str(code))
                        ) | ast.keyword("reference", value=ast.Constant(str(code))):
                            found.add(code)
    return found


def test_every_code_leads_to_a_page(pages: Catalogue) -> None:
    newest = codes(pips.NEWEST)
    assert {"ssl-missing", "externally-managed-environment"} <= newest
    known = {code for page in pages.pages.values() for code in page.front.pip_references}
    assert newest - known == set()


def test_check_knows_the_codes_of_the_newest_pip_and_no_other() -> None:
    assert codes(pips.NEWEST) == set(REFERENCES)


def test_a_code_of_old_says_since_when_it_is_gone(pages: Catalogue) -> None:
    for page in pages.pages.values():
        for code, gone in page.front.former_references.items():
            have = [Version(pip.version) for pip in pips.TABLE if code in codes(pip)]
            assert have, f"{page.slug}: no pip of the table ever had {code}"
            assert max(have) < Version(gone), f"{page.slug}: {code} is in pip {max(have)}"
            assert Version(gone) <= Version(pips.NEWEST.version)
