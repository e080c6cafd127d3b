"""The addresses of styles, scripts and messages: they change with what the files hold, so that a browser may keep a file for good."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import assistant.web.pages as pages
from language.language import languages

SHARED = Path(__file__).parent / "static"
KINDS = (".js", ".css")


def resource(name: str) -> str:
    """Give the address of a file by its folder and name, relative to the application's."""
    return f"resources/{version(tuple(pages.__path__))}/{name}"


@cache
def version(folders: tuple[str, ...]) -> str:
    """Name what the files hold, of all pages in `folders`, when the first of them is asked for."""
    own = [path for folder in folders for path in Path(folder).glob("*/*") if path.suffix in KINDS]
    said = [one.folder / "messages.po" for one in languages()]
    files = sorted(path for path in (*SHARED.iterdir(), *own, *said) if path.is_file())
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
