"""What can be asked of requirements: who, by when, to which figure, and whether it is allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.onboarding.quiz.item import GAP, Item, of_requirement, without
from language.language import language_of
from language.messages import Translations, message, translations
from language.statements.quantities import quantities
from language.text.tokens import folded
from vectorstore.requirement import MODAL_WORDS, Requirement

_WHO = {
    "must": message("Who has to do this?"),
    "should": message("Who is meant to do this?"),
    "may": message("Who may do this?"),
    "must_not": message("Who must not do this?"),
}
_ALLOWED = {
    "must": message("It is required."),
    "should": message("It is encouraged or planned."),
    "may": message("It is allowed."),
    "must_not": message("It is forbidden."),
}


def bodies(rows: Sequence[Requirement], _: Translations) -> Iterator[Item]:
    """Ask who has to act: a body whose name the rest of the sentence does not hold."""
    for row in rows:
        action = _bare_action(row)
        if row.body and action and row.body_as_written in row.quote and folded(row.body) not in folded(action):
            group = f"body {language_of(row.quote).code}"
            yield of_requirement(row, "body", _.tell(_WHO[row.modality]), action, _as_title(row.body), folded(row.body), group)


def dates(rows: Sequence[Requirement], _: Translations) -> Iterator[Item]:
    """Ask by when; every option is written in the same way, and no other date in the sentence tells."""
    for row in rows:
        said = " ".join(row.deadline_text.split())
        text = without(row.sentence, said) if said and not row.rrule else ""
        is_stated = any(one.kind == "date" and one.value == row.deadline for one in quantities(said))
        if is_stated and GAP in text and not any(one.kind == "date" for one in quantities(text)):
            day = _.day(row.deadline)
            yield of_requirement(row, "date", _("By when?"), text, day, row.deadline, f"date {language_of(row.quote).code}")


def figures(rows: Sequence[Requirement], _: Translations) -> Iterator[Item]:
    """Ask for the percentage that is to be reached, where the sentence states one."""
    for row in rows:
        found = [one for one in quantities(row.sentence) if one.kind == "percent"]
        if len(found) == 1 and any(f"{target.value:g}" == found[0].value for target in row.targets):
            text = without(row.sentence, found[0].span.of(row.sentence))
            answer = f"{_.number(float(found[0].value))} %"
            yield of_requirement(row, "figure", _("Which figure stands here?"), text, answer, found[0].value, _percent(row))


def permissions(rows: Sequence[Requirement], _: Translations) -> Iterator[Item]:
    """Ask whether something is required, encouraged, allowed or forbidden."""
    choices = tuple(_.tell(one) for one in _ALLOWED.values())
    for row in rows:
        action = _bare_action(row)
        if row.body and action and not (row.quantifier or row.condition):
            text, answer = f"{_as_title(row.body)}: {action}", _.tell(_ALLOWED[row.modality])
            item = of_requirement(row, "permission", _("What holds for this?"), text, answer, row.modality, "permission")
            yield replace(item, choices=choices)


def _percent(row: Requirement) -> str:
    return f"percent {language_of(row.quote).code}"


def _bare_action(row: Requirement) -> str:
    """Give what is to be done, as it stands after a modal word: with any body the same; empty where it does not stand there."""
    language = language_of(row.quote)
    _ = translations(language.code)
    action = " ".join(row.action.split())
    space = " " if language.parts_words else ""
    quote = " ".join(row.quote.split())
    return action if any(f"{_(modal)}{space}{action}" in quote for modal in MODAL_WORDS.values()) else ""


def _as_title(body: str) -> str:
    return body[:1].upper() + body[1:]
