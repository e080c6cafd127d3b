"""Where sentences begin and end, in English and Chinese."""

import re

from language.language import languages
from language.span import Span
from language.text.numbering import is_number

_ABBREVIATIONS = frozenset(word for one in languages() for word in (one.lexicon("abbreviations") or "").split())
_END = re.compile(
    r"""(?P<cjk>[。！？]+["”’』」）》】)\]]*|；(?=\S))|(?P<latin>[.!?]++["”’')\]]*+(?:\s?»)?(?=\s|$))|(?P<line>\n+)|(?P<tight>(?<=[a-z]{3})[.!?](?=[A-Z][a-z]))"""
    r"""|[.!?]+"""  # a run that ends nothing is passed over whole: tried again from each of its marks, it takes quadratic time
)
_NEXT = re.compile(r"""\s*(?:["“‘'(\[•*-]|«\s?)*(?P<first>[^\s"“‘'(\[«])""")
_LAST_WORD = re.compile(r"([^\s(\[\"“‘’']+)$")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Give the spans of the sentences in `text[start:end]`, without the white space around them.

    Line ends always part sentences. A full stop does not after an abbreviation, an initial or a label such as “Article 4.”, nor where
    the next word goes on in lower case. Chinese semicolons part the items that they list.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for mark in _END.finditer(text, start, end):
        if mark.lastgroup is None or (mark["latin"] and not _ends_sentence(text, begin, mark, end)):
            continue
        _append(spans, text, begin, mark.end())
        begin = mark.end()
    _append(spans, text, begin, end)
    return spans


def _append(spans: list[Span], text: str, begin: int, end: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        spans.append(Span(begin, end))


def _ends_sentence(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    if not mark["latin"].startswith("."):
        return True
    following = _NEXT.match(text, mark.end(), end)
    if following and following["first"].islower():
        return False
    before = _LAST_WORD.search(text[max(begin, mark.start() - 30) : mark.start()])
    word = before[1] if before else ""
    if word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper()):
        return following is None
    return not is_number(text[begin : mark.start()].strip())
