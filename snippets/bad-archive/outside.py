import pathlib
import tarfile

archives = pathlib.Path.home() / "archives"
archives.mkdir(exist_ok=True)
with tarfile.open(archives / "requests-2.35.0.tar.gz", "w:gz") as archive:
    archive.addfile(tarfile.TarInfo("requests-2.35.0/../../notes.txt"))
