"""For whom a page is made, and what stands around every page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from assistant.records.users import User
from assistant.web.shared.errors import user_of
from assistant.web.shared.i18n import translations_for
from assistant.web.shared.pages import Page, pages
from assistant.web.shared.templates import render
from language.language import language_by_code, languages
from language.messages import Translations


@dataclass(frozen=True, slots=True)
class View:
    """For whom a page is made: the user, the messages in their language, whether they could log out, and the state of the library."""

    user: User
    translations: Translations
    can_log_out: bool
    status: str = ""

    @classmethod
    def of(cls, request: Request, can_log_out: bool, status: Callable[[Translations], str]) -> "View":
        """Read it from a request that passed the gate; raises RefusedError where nobody known asks."""
        _ = translations_for(request)
        return cls(user_of(request), _, can_log_out, status(_))

    def page(self, page: Page, template: str, *, with_source: bool = True, **values: Any) -> str:
        """Give a whole page by its template, with the panel for sources; `values` are what the template needs."""
        return render(template, **self._frame(page), with_source=with_source, **values)

    def part(self, template: str, **values: Any) -> str:
        """Give a part of a page by its template."""
        return render(template, _=self.translations, view=self, **values)

    def header(self, page: Page) -> str:
        """Give what stands above every page: its name, the links to the pages, the state of the library, language and user."""
        return render("shared/html/header.html", **self._frame(page))

    def _frame(self, page: Page) -> dict[str, Any]:
        linked = [one for one in pages() if one.place is not None and self.user.may_be(one.role)]
        return {"_": self.translations, "view": self, "here": page, "linked": linked, "status": self.status} | choices(self.translations)


def choices(_: Translations) -> dict[str, Any]:
    """Give the languages besides that of the page, as the templates need them."""
    return {"others": [one for one in languages() if one.code != _.language], "spoken": language_by_code(_.language)}


def source_panel(_: Translations) -> str:
    """Give the panel in which sources open."""
    return render("shared/html/source_panel.html", _=_)
