"""Styles and scripts, from the folders of the pages, and the messages for the scripts."""

import json
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from assistant.web.shared.errors import RefusedError
from assistant.web.shared.pages import pages
from language.language import languages
from language.messages import translations

SHARED = Path(__file__).parent / "static"
_KINDS = (".js", ".css")
_HEADERS = {"Cache-Control": "no-cache"}


def add_assets(router: APIRouter) -> None:
    """Add the routes of styles, scripts and messages."""

    @router.get("/resources/messages-{language}.js")
    def messages(language: str) -> Response:
        if language not in {one.code for one in languages()}:
            raise RefusedError(404, "There is no such file.")
        table = {id: said for id, said in translations(language).catalogue.items() if isinstance(said, str)}
        values = json.dumps(table, ensure_ascii=False)
        script = f"window.policyMessages = {values};\nwindow.policyLanguage = {json.dumps(language)};\n"
        return Response(script, media_type="text/javascript", headers=_HEADERS)

    @router.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(SHARED / "icon.svg", headers=_HEADERS)

    @router.get("/resources/{folder}/{name}")
    def asset(folder: str, name: str) -> Response:
        path = _assets().get(f"{folder}/{name}")
        if path is None:
            raise RefusedError(404, "There is no such file.")
        return FileResponse(path, headers=_HEADERS)


def _assets() -> dict[str, Path]:
    own = {f"{page.folder.name}/{path.name}": path for page in pages() for path in page.folder.iterdir() if path.suffix in _KINDS}
    return {f"shared/{path.name}": path for path in SHARED.iterdir()} | own


def scripts(language: str, folder: str) -> list[str]:
    """Give the addresses of the scripts of a page, in their order."""
    shared = [f"resources/shared/{name}.js" for name in ("base", "rendition", "strip", "keys")]
    return [f"resources/messages-{language}.js", *shared, f"resources/{folder}/script.js"]
