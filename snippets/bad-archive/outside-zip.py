import pathlib
import zipfile

archives = pathlib.Path.home() / "archives"
archives.mkdir(exist_ok=True)
with zipfile.ZipFile(archives / "requests-2.35.0.zip", "w") as archive:
    archive.writestr("requests-2.35.0/../../notes.txt", "")
