"""pip's own reference codes for failures of the network lead to pages, and none is made up."""

import ast
import zipfile

from pipclinic import pips
from pipclinic.catalogue import Catalogue


def codes(folder: str) -> set[str]:
    """Every `reference` of an exception of the newest pip, in files whose name starts so."""
    found = set()
    with zipfile.ZipFile(pips.NEWEST.wheel) as wheel:
        for name in wheel.namelist():
            if name.startswith(f"pip/_internal/{folder}"):
                for node in ast.walk(ast.parse(wheel.read(name))):
                    match node:
                        case ast.Assign(
                            targets=[ast.Name("reference")], value=ast.Constant(str(code))
                        ):
                            found.add(code)
    return found


def test_every_code_of_the_network_leads_to_a_page(pages: Catalogue) -> None:
    network = codes("exceptions/network.py")
    assert "ssl-missing" in network
    known = {code for page in pages.pages.values() for code in page.front.pip_references}
    assert network - known == set()


def test_no_page_names_a_code_that_pip_does_not_have(pages: Catalogue) -> None:
    known = {code for page in pages.pages.values() for code in page.front.pip_references}
    assert known - codes("") == set()
