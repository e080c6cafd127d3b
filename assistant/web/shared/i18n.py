"""The language in which a page is told."""

from starlette.requests import Request

from language.language import languages
from language.messages import Translations, translations

COOKIE = "policy_language"
_LONGEST = 300


def translations_for(request: Request) -> Translations:
    """Give the messages in the language that the user chose, else in the first of the browser's that is known, else in English."""
    known = [one.code for one in languages()]
    chosen = request.cookies.get(COOKIE, "")
    accepted = [part.split(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "")[:_LONGEST].split(",")]
    return translations(next((one for one in (chosen, *accepted) if one in known), known[0]))
