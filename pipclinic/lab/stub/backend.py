"""A build backend of a few lines, which the stub index serves as `setuptools`.

An sdist of the stub world is one package folder and a PKG-INFO; this turns it into a
wheel. Shipped as text inside a wheel and run by old Pythons: standard library only.
"""

import base64
import hashlib
import os
import zipfile


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Write the wheel of the project in the current folder; return its file name (PEP 517)."""
    with open("PKG-INFO") as file:
        metadata = file.read()
    fields = dict(line.split(": ", 1) for line in metadata.split("\n\n")[0].splitlines())
    stem = "%s-%s" % (fields["Name"].replace("-", "_"), fields["Version"])
    files = {
        stem + ".dist-info/METADATA": metadata.encode(),
        stem + ".dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: pipclinic\n"
        b"Root-Is-Purelib: true\nTag: py3-none-any\n",
    }
    package = fields["Name"].replace("-", "_")
    for name in sorted(os.listdir(package)):
        if name != "__pycache__":
            with open(os.path.join(package, name), "rb") as file:
                files["%s/%s" % (package, name)] = file.read()
    record = "".join(
        "%s,sha256=%s,%d\n"
        % (
            name,
            base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode(),
            len(content),
        )
        for name, content in files.items()
    )
    files[stem + ".dist-info/RECORD"] = (record + stem + ".dist-info/RECORD,,\n").encode()
    wheel = stem + "-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, wheel), "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return wheel
