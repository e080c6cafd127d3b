"""Lines at the head of a document that say of itself who issued it, when, or under which number."""

import re
from functools import cache

from language.lexicon import any_word_of
from language.text.scripts import HAN

_LABELS = ("issuer_labels", "number_labels", "date_labels", "status_labels", "front_lines", "page_labels", "addressee_labels")
_SPACED_LABEL = re.compile(rf"^\W{{0,3}}(?:[{HAN}]\s{{1,8}}){{1,5}}[{HAN}](?=\s?[:：])")


def is_front_line(text: str) -> bool:
    """Say whether a line says of the document itself who issued it, when, or under which number."""
    return bool(_front_line().match(front_parts(text)[0]))


def front_parts(text: str) -> list[str]:
    """Give the parts of a line that states several things of a document, each “label: value”; another line as it stands.

    A label is given without the spaces between its characters and without the brackets around it.
    """
    spaced = _SPACED_LABEL.sub(lambda found: "".join(found[0].split()), _bracketed().sub(r"\g<label>:", text, count=1))
    return _next_label().split(spaced) if _front_line().match(spaced) else [spaced]


@cache
def _labels() -> str:
    return f"(?:{'|'.join(any_word_of('metadata', one) for one in _LABELS)})"


@cache
def _front_line() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*{_labels()}[\W_]{{0,4}}[:：]", re.IGNORECASE)


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(rf"^\s{{0,8}}[【\[]\s?(?P<label>{_labels()})\s?[】\]]\s?[:：]?", re.IGNORECASE)


@cache
def _next_label() -> re.Pattern[str]:
    return re.compile(rf"\s(?:[|/]\s|[【\[（(]\s?)?(?={_labels()}\s?[:：])", re.IGNORECASE)
