"""Scripts as they are published: joined from modules of one idea, and nothing lost."""

import re
import sys
from pathlib import Path

import pytest

from pipclinic.site import scripts
from tests.conftest import ROOT

FOLDER = ROOT / scripts.FOLDER


def modules(folder: Path, **texts: str) -> Path:
    """A script `main.js` whose other modules stand in parts/."""
    (folder / "parts").mkdir()
    for name, text in texts.items():
        path = folder / "main.js" if name == "main" else folder / f"parts/{name}.js"
        path.write_text(text, encoding="utf-8")
    return folder / "main.js"


def test_what_is_imported_stands_before_what_imports_it(tmp_path: Path) -> None:
    main = modules(
        tmp_path,
        main='import { b } from "./parts/b.js";\nimport { out } from "./other.js";\n'
        "export { b };\nexport function c() {\n  return b + out;\n}\n",
        b='import {\n  a,\n  z,\n} from "./a.js";\nimport Lib from "../vendor/lib.js";\n'
        "export const b = a + z + Lib;\n",
        a='import { out, more } from "../other.js";\nexport const a = out;\n'
        "export const z = more;\n",
    )
    assert scripts.joined(main) == (
        'import { out, more } from "./other.js";\n'
        'import Lib from "./vendor/lib.js";\n'
        "const { c, b } = (() => {\n"
        "const a = out;\nconst z = more;\n"
        "const b = a + z + Lib;\n"
        "function c() {\n  return b + out;\n}\n"
        "return { c, b };\n})();\n"
        "export { c, b };\n"
    )


@pytest.mark.parametrize(
    ("main", "a", "message"),
    [
        ("const x = 1;\n", "export const x = 2;\n", "two of its modules have x: rename one"),
        ("", "export default 1;\n", "'export default 1;' cannot be joined plainly"),
        ("", "export * from './b.js';\n", "cannot be joined plainly"),
        ("", 'import { b as c } from "./b.js";\n', "gives a name another one"),
        ("", 'import { a } from "./a.js";\nexport const b = a;\n', "a.js imports itself"),
    ],
)
def test_what_cannot_be_joined_plainly_is_refused(
    tmp_path: Path, main: str, a: str, message: str
) -> None:
    path = modules(tmp_path, main=f'import {{ a }} from "./parts/a.js";\n{main}', a=a, b="")
    with pytest.raises(ValueError, match=re.escape(message)):
        scripts.joined(path)


def test_a_script_is_the_body_of_a_function_where_no_module_loads(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    vendored = tmp_path / "vendor/lib.js"
    vendored.write_text("const Lib = 1;\nexport { Lib as default };\n")
    main = modules(
        tmp_path,
        main='import { a } from "./parts/a.js";\nexport const b = () => import("./late.js");\n'
        "export const c = (/** @type {string} */ name) => [import(beside(name)), a];\n",
        a='import Lib from "../vendor/lib.js";\nexport const a = [Lib, import.meta.url];\n',
    )
    body = scripts.body(main)
    assert body.startswith('const Lib = module("vendor/lib.js").default;\n')
    assert 'const b = () => imported("late.js");\n' in body
    assert "const a = [Lib, HERE];\n" in body
    assert body.endswith("return { b, c };\n")
    assert scripts.asked_for(body) == ["vendor/lib.js", "late.js"]
    assert scripts.body(vendored) == "const Lib = 1;\nreturn { default: Lib };\n"


def test_comments_and_types_are_for_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there is no minifier."""
    script = (
        "// one\n/**\n * two\n */\nconst a = /** @type {Set<{b: 1}>} */ (b);\n  call(/\\/\\//);\n"
    )
    monkeypatch.setitem(sys.modules, "minify", None)
    assert scripts.small(script) == "const a = (b);\ncall(/\\/\\//);\n"


def test_only_what_has_an_address_is_published() -> None:
    published = scripts.published(FOLDER)
    addressed = [*FOLDER.glob("*.js"), *FOLDER.glob("vendor/*.js")]
    assert sorted(published) == sorted(path.relative_to(FOLDER).as_posix() for path in addressed)
    for path in FOLDER.rglob("*"):
        if path.is_file() and path.parent != FOLDER:
            for_readers = path.parent.name != "vendor" or path.name.endswith(".d.ts")
            assert scripts.is_part(path.relative_to(ROOT)) == for_readers, path
    assert not scripts.is_part(Path("docs/assets/stylesheets/clinic.css"))
