"""The pages of the web application: folders of `assistant/web/pages/` that declare themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter

import assistant.web.pages as package
from assistant.web.shared.resources import resource
from language.messages import Message
from language.registry import declared

if TYPE_CHECKING:
    from assistant.web.state import AppState

ANYBODY = ""
"""The role that also those have who are not known."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, declared by its folder as PAGE: its address below the application's, its title, and who may open it.

    `folder` holds its templates, `script.js` and `style.css`; `routes` makes what it answers. `place` orders the links in the
    header, where None has none. `upload` is the address to which whole files are sent, empty where there is none.
    """

    path: str
    title: Message
    folder: Path
    routes: Callable[["AppState"], APIRouter]
    role: str = "reader"
    place: int | None = None
    upload: str = ""

    @property
    def link(self) -> str:
        """The address as a relative link."""
        return self.path or "./"

    def asset(self, name: str) -> str:
        """Give the address of a file of the folder, empty where there is no such file."""
        return resource(f"{self.folder.name}/{name}") if (self.folder / name).is_file() else ""


def pages() -> tuple[Page, ...]:
    """Give the pages in the order of the header, then those without a link in it."""
    return _declared(tuple(package.__path__))


@cache
def _declared(_: tuple[str, ...]) -> tuple[Page, ...]:
    found = declared(package, "PAGE", Page)
    return tuple(sorted(found, key=lambda page: (page.place is None, page.place or 0, page.path)))
