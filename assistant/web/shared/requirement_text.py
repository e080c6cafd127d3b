"""What several pages say of a requirement."""

from assistant.answer.requirement_text import summary_line
from language.language import language_of
from language.messages import Message, message, translations
from vectorstore.requirement import Requirement

THEMES = {
    one.id: one
    for one in (
        message("technological innovation"),
        message("industrial control"),
        message("security support"),
        message("governance"),
        message("market mechanism"),
        message("supervision"),
        message("assessment"),
        message("party building"),
        message("personnel"),
        message("procurement"),
        message("finance"),
        message("information and data"),
    )
}
"""The themes of the field, as messages."""
_LONGEST = 240


def theme_message(theme: str) -> str | Message:
    """Give a theme of the field as a message, another that a library still holds as it is."""
    return THEMES.get(theme, theme)


def question_about(requirement: Requirement) -> str:
    """Give the question that asks about a requirement, in the language of its document."""
    _ = translations(language_of(requirement.quote).code)
    return _("What do the documents require: {requirement}?", requirement=summary_line(requirement)[:_LONGEST].rstrip(".。;； "))
