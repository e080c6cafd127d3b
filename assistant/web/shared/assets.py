"""Styles and scripts, from the folders of the pages, and the messages for the scripts."""

import json
from functools import lru_cache
from gzip import compress
from mimetypes import guess_type
from pathlib import Path

from fastapi import APIRouter, Request, Response

from assistant.web.shared.errors import RefusedError
from assistant.web.shared.pages import pages
from assistant.web.shared.resources import KINDS, SHARED, resource
from language.language import languages
from language.messages import translations

_FOR_GOOD = "public, max-age=31536000, immutable"
_ON_THE_WAY = 1000  # bytes from which a file is packed


def add_assets(router: APIRouter) -> None:
    """Add the routes of styles, scripts and messages."""

    @router.get("/resources/messages-{language}.js")
    @router.get("/resources/{known}/messages-{language}.js")
    def messages(request: Request, language: str, known: str = "") -> Response:
        if language not in {one.code for one in languages()}:
            raise RefusedError(404, "There is no such file.")
        table = {id: said for id, said in translations(language).catalogue.items() if isinstance(said, str)}
        values = json.dumps(table, ensure_ascii=False)
        script = f"window.policyMessages = {values};\nwindow.policyLanguage = {json.dumps(language)};\n"
        return _sent(request, script.encode(), "text/javascript", known)

    @router.get("/favicon.ico")
    def icon(request: Request) -> Response:
        return _sent(request, (SHARED / "icon.svg").read_bytes(), "image/svg+xml", "")

    @router.get("/resources/{folder}/{name}")
    @router.get("/resources/{known}/{folder}/{name}")
    def asset(request: Request, folder: str, name: str, known: str = "") -> Response:
        path = _assets().get(f"{folder}/{name}")
        if path is None:
            raise RefusedError(404, "There is no such file.")
        return _sent(request, path.read_bytes(), guess_type(name)[0] or "text/plain", known)


def _sent(request: Request, content: bytes, kind: str, known: str) -> Response:
    """Give a file, packed for who unpacks it, to be kept for good under the address that names what it holds."""
    is_current = bool(known) and resource("").split("/")[1] == known
    headers = {"Cache-Control": _FOR_GOOD if is_current else "no-cache", "Vary": "Accept-Encoding"}
    if len(content) >= _ON_THE_WAY and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_packed(content), media_type=kind, headers=headers | {"Content-Encoding": "gzip"})
    return Response(content, media_type=kind, headers=headers)


@lru_cache(maxsize=100)
def _packed(content: bytes) -> bytes:
    return compress(content, mtime=0)


def _assets() -> dict[str, Path]:
    own = {f"{page.folder.name}/{path.name}": path for page in pages() for path in page.folder.iterdir() if path.suffix in KINDS}
    return {f"shared/{path.name}": path for path in SHARED.iterdir()} | own


def scripts(language: str, folder: str) -> list[str]:
    """Give the addresses of the scripts of a page, in their order."""
    shared = [f"shared/{name}.js" for name in ("base", "rendition", "strip", "keys")]
    return [resource(name) for name in (f"messages-{language}.js", *shared, f"{folder}/script.js")]


def modules(folder: Path) -> list[str]:
    """Give the addresses of the modules that the script of a page imports."""
    return [resource(f"{folder.name}/{path.name}") for path in sorted(folder.glob("*.js")) if path.name != "script.js"]
