"""Which neighbouring sentences of a passage can be quoted together: whole sentences that stand alone, items with what leads to them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from language.language import language_of
from language.lexicon import any_of
from language.statements.quantities import quantities
from language.text.enumerations import announces_a_list
from language.text.front_lines import is_front_line
from language.text.numbering import end_of_item_label, opens_clause, opens_numbered_line
from vectorstore.passage import Passage
from vectorstore.search.evidence import FoundPassage
from vectorstore.search.sentences import Sentence

_ANAPHORIC = re.compile(rf"[\W_]*{any_of('sequels', 'anaphora')}", re.IGNORECASE)
_REST = re.compile(rf"[\W\d_]*(?:{any_of('sequels', 'rest')}|{any_of('sequels', 'anaphora')})", re.IGNORECASE)
_ASKS = ("?", "？")
CELLS = " | "
"""What parts the cells of a row."""
_WHOLE = re.compile(r"[.。!！]\W{0,3}$")


def runs(found: FoundPassage) -> Iterator[Sequence[Sentence]]:
    """Give every run of sentences of a passage that can be quoted, those of one sentence of any length included.

    A run stays in its paragraph; the heading over it may open it, and no run crosses another. A list goes on after what announces it,
    and an item that is not far from that is quoted with it. What only announces, asks, or says who issued the document when, is quoted
    alone or not at all, and so is the title with the day below it.
    """
    whole = list(_all_runs(found))
    telling = [
        run
        for run in whole
        if not (_only_announces(found.passage, found.sentences, run) or run[-1].text.endswith(_ASKS) or _is_title(found.passage, run))
    ]
    yield from telling or whole


def is_anaphoric(sentence: str) -> bool:
    """Say whether a sentence makes sense only with the one before it."""
    return bool(_ANAPHORIC.match(sentence))


def longest_run(text: str) -> int:
    """Give how many characters a quote in the language of `text` may have, if it is more than a sentence."""
    return int(language_of(text).limit("longest_excerpt"))


def _all_runs(found: FoundPassage) -> Iterator[Sequence[Sentence]]:
    text, sentences = found.passage, found.sentences
    has_text = not all(sentence.is_heading for sentence in sentences)
    longest = longest_run(text.text)
    for place, sentence in enumerate(sentences):
        opens = has_text and sentence.is_heading
        if place and _continues(text, sentences[place - 1], sentence, has_text, longest):
            continue
        first = place if opens else _near_lead_in(sentences, place, longest)
        if not opens:
            yield sentences[first : place + 1]
        for last, (before, after) in enumerate(pairwise(sentences[place:]), place + 1):
            is_second = before is sentence
            joined = in_one_paragraph(text, before, after) or (opens and is_second)
            reach = longest * (2 if announces_a_list(before.text) else 1)
            too_long = after.span.end - sentence.span.start > reach and not (is_second and is_anaphoric(after.text))
            if (has_text and after.is_heading) or too_long or not joined or is_front_line(after.text) or is_front_line(sentence.text):
                break
            yield sentences[first : last + 1]


def _continues(passage: Passage, before: Sentence, sentence: Sentence, has_text: bool, longest: int) -> bool:
    """Say whether a sentence is shown only with the one before it."""
    follows = not (has_text and before.is_heading) and in_one_paragraph(passage, before, sentence)
    return follows and is_anaphoric(sentence.text) and sentence.span.end - before.span.start <= 2 * longest


def lead_in(sentences: Sequence[Sentence], place: int) -> int:
    """Give the place of the sentence that announces the list of which the sentence at `place` is an item; `place` where it is of none."""
    if not end_of_item_label(sentences[place].text):
        return place
    for before in range(place - 1, -1, -1):
        if sentences[before].is_heading:
            return place
        if announces_a_list(sentences[before].text):
            return before
    return place


def _near_lead_in(sentences: Sequence[Sentence], place: int, longest: int) -> int:
    """Give what `lead_in` gives, if that is near; else `place`."""
    first = lead_in(sentences, place)
    return first if sentences[place].span.end - sentences[first].span.start <= longest else place


def items_of(sentences: Sequence[Sentence]) -> list[Sequence[Sentence]]:
    """Cut sentences of a passage before each row of a table, and before each that begins with a number or the label of an item and comes
    after one that is whole, unless it goes on with that (“the others”); nothing where one announces a list, whose items say little
    without it, and where there are fewer than two."""
    if any(announces_a_list(one.text) for one in sentences):
        return []
    items: list[list[Sentence]] = []
    for sentence in sentences:
        if not items or items[-1][-1].is_heading or _begins_anew(items[-1][-1].text, sentence.text):
            items.append([])
        items[-1].append(sentence)
    told = [item for item in items if not item[0].is_heading]
    return list(told) if len(told) > 1 else []


def _begins_anew(before: str, text: str) -> bool:
    """Say whether a sentence begins another item, or row of a table, than the one before it."""
    is_row = CELLS in text
    is_item = is_row or opens_numbered_line(text) or end_of_item_label(text) or opens_clause(text)
    ends = CELLS in before if is_row else _WHOLE.search(before)
    return bool(is_item and ends and not _REST.match(text))


def _is_title(passage: Passage, run: Sequence[Sentence]) -> bool:
    """Say whether a run is no more than the title of the document, with the day below it."""
    said = "\n".join(one.text for one in run).strip()
    rest = said.removeprefix(passage.title).strip() if passage.title else said
    days = [one.span for one in quantities(rest) if one.kind == "date"]
    return rest != said and (not rest or (len(days) == 1 and days[0].of(rest) == rest))


def _only_announces(passage: Passage, sentences: Sequence[Sentence], run: Sequence[Sentence]) -> bool:
    """Say whether a run ends with the announcement of a list that follows and might be quoted with it."""
    if not announces_a_list(run[-1].text):
        return False
    after = next((one for one in sentences if one.span.start >= run[-1].span.end), None)
    return after is not None and after.span.end - run[-1].span.start <= 2 * longest_run(passage.text)


def in_one_paragraph(passage: Passage, before: Sentence, after: Sentence) -> bool:
    """Say whether neither an empty line nor the number of an article parts two sentences; between a list and its announcement an empty
    line may stand."""
    if opens_clause(after.text):
        return False
    between = passage.text[before.span.end - passage.span.start : after.span.start - passage.span.start]
    return "\n\n" not in between or (announces_a_list(before.text) and end_of_item_label(after.text) > 0)
