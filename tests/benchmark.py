"""How long a diagnosis takes in Chromium, over the size of the text and the number of pages.

`make bench` prints it. Nothing depends on it: times on a busy machine say little.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from pipclinic.content import catalogue
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import published
from tests import browser
from tests.conftest import serving
from tests.diagnosing import JAVASCRIPTS, in_chromium, logs

# Half ordinary output, half published logs, each line a little different from all others.
TEXT = """(characters, logs) => {
    const lines = [];
    for (let size = 0, n = 0; size < characters; n++) {
        const log = n % 10 ? "" : logs[(n / 10) % logs.length].replaceAll("0x", `0x${n}`) + "\\n";
        const line = `${log}#12 ${n}.3 Collecting project-${n}>=1.2 (from -r requirements.txt)\\n`;
        lines.push(line);
        size += line.length;
    }
    return lines.join("").slice(0, characters);
}"""
MEASURE = """([characters, copies, logs]) => {
    const text = (TEXT)(characters, logs);
    const list = Array.from({ length: copies }, (_, copy) => errors.errors.map((error) => ({
        ...error, slug: `${error.slug}-${copy}`,
        signatures: copy
            ? error.signatures.map((part) => part.replace(/[a-z]{4}/g, `$&${copy}`))
            : error.signatures,
    }))).flat();
    const times = [];
    for (let run = 0; run < 9; run++) {
        const started = performance.now();
        diagnose(text, list);
        times.push(performance.now() - started);
    }
    const lines = text.split("\\n").length;
    return { pages: list.length, first: times[0], best: Math.min(...times), lines };
}""".replace("TEXT", TEXT)


def main() -> int:
    """Print the table."""
    executable = browser.installed()
    if executable is None:
        print("there is no Chromium or Chrome here")
        return 1
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(JAVASCRIPTS, folder / "assets/javascripts")
        (folder / "errors.json").write_text(published.published(Evidence(catalogue.load(Path()))))
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        texts = [log.text for log in logs()]
        print("      text      lines   pages   first run   best of 9")
        with serving(folder) as address, in_chromium(chromium, address) as loaded:
            sizes = [10_000, 20_000, 100_000, 1_000_000, 10_000_000]
            for characters, copies in [(size, 1) for size in sizes] + [
                (1_000_000, copies) for copies in (2, 4, 8, 16, 32)
            ]:
                row = loaded.ask(MEASURE, [characters, copies, texts])
                print(
                    f"{characters / 1000:7.0f} kB {row['lines']:10,} {row['pages']:7}"
                    f" {row['first']:8.1f} ms {row['best']:8.1f} ms"
                )
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
