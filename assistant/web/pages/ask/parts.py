"""What stands around the chat: the conversations beside it, questions to ask, and the desk under it, with the filters of documents."""

from collections.abc import Sequence

from assistant.records.conversations import REASONS
from assistant.web.pages.ask.start import Start
from assistant.web.shared.templates import render
from language.messages import Translations
from vectorstore.document import STATUSES


def side_part(_: Translations) -> str:
    """Give the side with the conversations; the script fetches them."""
    return render("pages/ask/side.html", _=_)


def desk_part(_: Translations) -> str:
    """Give the desk at which one asks: the question, those that wait, the filters, and the dialog in which an answer is rated.

    The script fetches the issuers when the filters are opened.
    """
    return render("pages/ask/desk.html", reasons=REASONS, statuses=(*STATUSES, "any status"), _=_)


def start_part(start: Start, _: Translations) -> str:
    """Give what an empty chat shows."""
    return render("pages/ask/start.html", start=start, _=_)


def proposed_part(questions: Sequence[str]) -> str:
    """Give the questions that could be asked next."""
    return render("pages/ask/proposed.html", questions=questions)
