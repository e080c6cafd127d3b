"""The line before the quotes: what a quote in another language gives, or whole what a row or an item says in part; else nothing."""

import re
from collections.abc import Sequence

from assistant.answer.blocks import RequirementLine
from assistant.answer.citation import Citation
from assistant.quoting.asked_count import counts_something
from language.language import language_of
from language.messages import Translations, translations
from language.question_types import ASKING_FIGURE, QuestionType, question_types
from language.statements.quantities import quantities
from language.text.numbering import end_of_item_label
from language.text.overlap import coverage
from language.text.tokens import telling_words, words
from vectorstore.requirement import Requirement

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BROKEN = re.compile(r"[|:：;；\n]")
_LEAST = 0.6  # of the question's words that a row holds
_CELL = " | "  # parts the cells of a row


def first_line(question: str, rows: Sequence[Requirement], citations: Sequence[Citation]) -> list[RequirementLine]:
    """Say in a sentence what the first of `citations` answers, in the language of the question; nothing where its words say it best.

    Of a quote in another language the day or the figure is told that the question asks for, if it states only one. Of a row of a table
    or an item of a list, in the question's language, it is told who must do what; of several of `rows` of the one that holds most of
    what the question asks about.
    """
    if not citations:
        return []
    quoted, language = citations[0], language_of(question).code
    _ = translations(language)
    own = [row for row in rows if row.span.overlaps(quoted.span)]
    if language_of(quoted.quote).code != language:
        text = _value(question, own, quoted, _)
    else:
        text = _sentence(row, _) if (row := _asked_for(question, own)) and language_of(row.quote).code == language else ""
    return [RequirementLine(f"{text} [{quoted.number}]", language, (quoted,))] if text else []


def _asked_for(question: str, rows: Sequence[Requirement]) -> Requirement | None:
    """Give the row that holds more of what the question asks about than all others; None where none holds enough or several do."""
    asked = set(telling_words(question))
    shares = sorted(((coverage(asked, set(words(f"{row.quote} {row.body}"))), place) for place, row in enumerate(rows)), reverse=True)
    if not shares or shares[0][0] < _LEAST or (len(shares) > 1 and shares[1][0] == shares[0][0]):
        return None
    return rows[shares[0][1]]


def _value(question: str, rows: Sequence[Requirement], quoted: Citation, _: Translations) -> str:
    """Tell the one day or figure of a quote for which the question asks; no day where part of it is due at another."""
    types, stated = question_types(question), quantities(quoted.quote)
    days = {one.value for one in stated if one.kind == "date"} | {row.deadline or row.deadline_text for row in rows} - {""}
    if QuestionType.WHEN in types and len(days) == 1 and _DAY.fullmatch(day := days.pop()):
        return _("The document gives {day} as the date.", day=_.day(day))
    shares = {one.value for one in stated if one.kind == "percent"}
    targets = [target for row in rows for target in row.targets]
    is_share = bool(types & ASKING_FIGURE - {QuestionType.WHEN, QuestionType.HOW_LONG}) and not counts_something(question)
    if is_share and len(shares) == len(targets) == 1 and targets[0].unit == "%":
        figure = f"{_.number(targets[0].value)}{' ' if _.language != 'zh' else ''}%"
        return _("The document gives {figure}.", figure=_bounded(targets[0].comparison, figure, _))
    return ""


def _bounded(comparison: str, figure: str, _: Translations) -> str:
    match comparison:
        case ">=":
            return _("at least {figure}", figure=figure)
        case "<=":
            return _("at most {figure}", figure=figure)
        case ">":
            return _("more than {figure}", figure=figure)
        case "<":
            return _("less than {figure}", figure=figure)
    return figure


def _sentence(row: Requirement, _: Translations) -> str:
    """Say who must do what by when, of an item or a row whose own words do not name who, of a row as it names the task, which may be no
    verb; nothing where that would not read well."""
    if _CELL not in row.quote:
        return row.sentence if end_of_item_label(row.quote) and row.sentence and not _BROKEN.search(row.sentence) else ""
    action = " ".join(row.action.split()).rstrip(".。;；")
    if not (row.body and action) or _BROKEN.search(f"{action}{row.body}") or row.body in action:
        return ""
    said = _(
        "{body}: {action}",
        body=row.body[0].upper() + row.body[1:],
        action=action if action[:2].isupper() else action[0].lower() + action[1:],
    )
    if row.deadline and row.deadline_text not in action:
        return _("{sentence} by {day}.", sentence=said, day=_.day(row.deadline))
    return _("{sentence}.", sentence=said)
