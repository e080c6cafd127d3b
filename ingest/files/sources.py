"""The files to ingest."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ReadingError
from language.messages import message
from vectorstore.document import INSIDE

LARGEST_FILE = 20_000_000
"""Bytes of the largest file that is read."""

SIDECAR = ".meta.yaml"
"""How a file ends that states properties of the one beside it: NAME.meta.yaml, where NAME is that file's with or without its suffix."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest.

    `path` is where its bytes lie, `name` what its document is called. `source` is its identity: its resolved path, or for
    a file within another, that one's source, “!/” and its name inside. `sidecar` is the file that states its properties.
    """

    path: Path
    name: str
    source: str
    sidecar: Path | None = None

    @property
    def depth(self) -> int:
        """Count the files in which this one lies."""
        return self.source.count(INSIDE)

    def inside(self, path: Path, name: str, sidecar: Path | None) -> "SourceFile":
        """Give a file that was unpacked from this one to `path`, and is called `name` in it."""
        return SourceFile(path, f"{self.name}/{name}", f"{self.source}{INSIDE}{name}", sidecar)


def find_files(paths: Iterable[Path], kinds: Collection[str]) -> list[SourceFile]:
    """List the files under `paths` in order of their names: of folders those whose suffix is in `kinds`, hidden ones left out.

    Raises ReadingError for a path that does not exist.
    """
    found: dict[str, SourceFile] = {}
    for path in paths:
        if not path.exists():
            raise ReadingError("There is no file or folder {path}.", path=str(path))
        for file in [_found(path, path.name)] if path.is_file() else _files_in(path, kinds):
            found.setdefault(file.source, file)
    return list(found.values())


def _files_in(folder: Path, kinds: Collection[str]) -> Iterator[SourceFile]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in inside.parts)
        if path.suffix.lower() in kinds and not hidden and path.is_file():
            yield _found(path, inside.as_posix())


def _found(path: Path, name: str) -> SourceFile:
    candidates = (path.with_name(path.name + SIDECAR), path.with_name(path.stem + SIDECAR))
    return SourceFile(path, name, str(path.resolve()), next((sidecar for sidecar in candidates if sidecar.is_file()), None))


def lies_on_disk(source: str) -> Path:
    """Give the file on disk that a source names, or in which it lies."""
    return Path(source) if INSIDE not in source or Path(source).exists() else Path(source.split(INSIDE)[0])


def is_inside(source: str, container: str) -> bool:
    """Say whether a source lies directly or deeper in the file that the source `container` names."""
    return source.startswith(container + INSIDE)


def load(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Give the bytes of the file at `path`; raises ReadingError where it cannot be opened or has more than `largest` bytes."""
    try:
        if path.exists() and not path.is_file():
            raise ReadingError("The file {path} cannot be opened: {reason}.", path=str(path), reason=message("it is no regular file"))
        size = path.stat().st_size
        if size > largest:
            sizes = {"size": round(size / 1e6, 1), "most": largest / 1e6}
            raise ReadingError("The file {name} has {size} MB; at most {most} MB are read (POLICY_MAX_FILE_MB).", name=path.name, **sizes)
        return path.read_bytes()
    except OSError as error:
        raise ReadingError("The file {path} cannot be opened: {reason}.", path=str(path), reason=error.strerror) from error
