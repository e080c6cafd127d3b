"""The sentence that states what a question asks for by a form of words: points, what follows from something, how often something is
reviewed, who approves, decides on, appoints or does it, what it aims at or replaces, into how many levels it falls, how one objects to it,
whether one person may hold two offices, which share something has, and how often or how long it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.quoting.leads import Lead, forms_in, led_by_best
from assistant.quoting.runs import CELLS, in_one_paragraph, is_anaphoric, lead_in
from language.equivalents import equivalents, indexed
from language.language import language_of
from language.lexicon import pattern_of
from language.names import KnownNames
from language.span import Span
from language.statements.bounds import lies_in_range
from language.statements.quantities import quantities
from language.synonyms import meanings
from language.text.enumerations import announces_a_list
from language.text.numbering import end_of_item_label, end_of_sentence_number
from language.text.scripts import script_of
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_OF_TIME = ("ages", "years", "months", "weeks", "days", "hours", "duration", "lasting")
_OF_ONE_THING = ("shares", "times", *_OF_TIME)  # of which sentences must speak
_KINDS = (
    "points", "objections", "consequences", "review", "approval", "decision", "appointment", "doing", "replaced", "levels", "purpose",
    "concurrent", *_OF_ONE_THING,
)  # fmt: skip
_OF_DOCUMENTS = ("review", "approval", "purpose", "replaced")  # asked of a whole document, which its title names
_RARELY_STATED, _LEAST_OF_RARE = ("objections", "replaced"), 0.5  # kinds that few sentences of a document state
_LONGEST_ROWS = 900  # characters of rows that are quoted together
_LEAST, _LEAST_HERE = 0.6, 0.4  # of the rest of the question: what a sentence says with the title, and what it says itself
_LEAST_IN_RANGE = 0.3  # of the question: what a sentence says in whose range a figure of it lies
_BESIDE = 0.2  # what counts more that stands beside the words that state it
_MEASURED = 0.5  # what a sentence counts more that names itself what is measured, which its heading or title may do too
_PENALTY = pattern_of("stating", "penalty")
_ITSELF = pattern_of("metadata", "of_itself")
_PERSON = pattern_of("sequels", "person")
_OTHER_SCRIPT = 0.9  # what is said in another script counts for
_UNKNOWN = 0.5  # what a word counts that has no known form in a passage's script
_IN_RANGE = 1.0  # what a sentence or a row counts more in whose range a figure of the question lies
_FIGURE = re.compile(r"\d[\d.,]{0,20}\d|\d")

_COLUMN = re.compile(r"[|:：]\s{0,4}\d{1,3}(?:\.\d)?\s{0,4}(?=\||$)")
_CLAUSES = re.compile(r"[，,；;、：:。]")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks for: of which kind, about what, and how texts state it."""

    kind: str
    about: str
    stated: re.Pattern[str]


def stated_first(evidence: Evidence) -> Evidence:
    """Give `evidence` with the passage first of which a sentence states what the question asks for by a form of words, about what it asks
    it, and that sentence as what is quoted first; as it is where the question has no such form or no sentence states it."""
    asked = _asked(evidence.question)
    if asked is None:
        return _in_range_first(evidence)
    said = [one for found in evidence.passages for one in _said(asked, found, evidence.names)]
    return led_by_best(evidence, [*_rows_together(said), *said])


def asks_for_length(question: str) -> bool:
    """Say whether `question` asks how long or how old something is by a form of words."""
    return (asked := _asked(question)) is not None and asked.kind in _OF_TIME


def states_length(question: str, text: str) -> bool:
    """Say whether `text` states a length of time, or an age, as `question` asks for it, of the person whom it asks about; always where it
    asks for none."""
    asked = _asked(question)
    if asked is None or asked.kind not in _OF_TIME:
        return True
    return asked.stated.search(text) is not None and not _is_of_another_person(asked.about, text)


def _asked(question: str) -> _Asked | None:
    """Say what a question asks for by a form of words; None where it has no such form."""
    for kind in _KINDS:
        if found := pattern_of("stating", kind, "asked").search(question):
            about = pattern_of("stating", kind, "asks_with").sub(" ", pattern_of("stating", kind, "asked").sub(" ", question))
            doing = re.escape(found.groupdict().get("doing") or "")
            return _Asked(kind, about, re.compile(pattern_of("stating", kind, "stated").pattern.replace("<doing>", doing), re.IGNORECASE))
    return None


def _rows_together(said: Sequence[Lead]) -> list[Lead]:
    """Give the rows that follow each other in a table and that say as much as anything does, as one."""
    most = max((one.weight for one in said), default=0.0)
    best = [one for one in said if one.weight == most]
    if len(best) < 2 or any(one.found is not best[0].found for one in best):
        return []
    span = replace(best[0].span, end=best[-1].span.end)
    rows = [one for one in best[0].found.sentences if one.span.overlaps(span)]
    is_table = len(rows) == len(best) and all(CELLS in one.text for one in rows)
    return [Lead(most, span, best[0].found)] if is_table and len(span) <= _LONGEST_ROWS else []


def _in_range_first(evidence: Evidence) -> Evidence:
    """Give `evidence` led by the sentence or the row of a table in whose range a figure of the question lies, which no passage states, and
    that speaks of it, or whose title does."""
    asked = {(one.kind, one.value) for one in quantities(evidence.question) if one.kind != "date"}
    stated = {(one.kind, one.value) for found in evidence.passages for sentence in found.sentences for one in sentence.quantities}
    passages = evidence.passages if asked and not asked & stated else ()
    return led_by_best(evidence, (one for found in passages for one in _in_range(evidence, found)))


def _in_range(evidence: Evidence, found: FoundPassage) -> Iterator[Lead]:
    forms = [one for one in _forms(evidence.question, found, evidence.names) if not any(form.strip().isdigit() for form in one)]
    around = indexed(f"{found.passage.title} {found.passage.heading}")
    for sentence in found.sentences:
        if _holds_figure(evidence.question, sentence.text):
            here, whole = (_share(forms, held) if forms else 1.0 for held in (sentence.indexed, sentence.indexed + around))
            if here >= _LEAST_IN_RANGE or whole >= _LEAST:
                yield Lead(here + _BESIDE * whole, sentence.span, found)


def _said(asked: _Asked, found: FoundPassage, names: KnownNames) -> Iterator[Lead]:
    kind, about = asked.kind, asked.about
    forms = _forms(about, found, names)
    if not forms:
        return
    measured = _measured(about, found, names) if kind in _OF_ONE_THING else frozenset()
    forms += [measured] if measured else []  # what is measured counts twice
    around = indexed(f"{found.passage.title} {found.passage.heading}")
    for place, sentence in enumerate(found.sentences):
        if sentence.is_heading or not _states(asked, found, sentence):
            continue
        first = lead_in(found.sentences, place)
        led = indexed(found.sentences[first].text) if first < place else " "
        is_on_itself = kind in _OF_DOCUMENTS and _is_on_itself(found, place)
        for span, text in _tellings(asked, found, place):
            said = indexed(text[end_of_sentence_number(text) :]) + led
            here, whole = _share(forms, said), _share(forms, said + around)
            is_named, is_headed = (any(one in held for one in measured) for held in (said, around))
            is_in_range = here > 0 and _holds_figure(about, text)
            least = _LEAST_OF_RARE if kind in _RARELY_STATED else _LEAST
            if kind in _OF_TIME and _is_of_another_person(about, f"{text} {found.sentences[first].text} {found.passage.heading}"):
                continue
            is_enough = is_in_range or (whole >= least and (here >= _LEAST_HERE or is_on_itself))
            if is_enough and (is_named or is_headed or not measured):
                beside = _share(forms, led + indexed(_beside(asked, text)))
                share = whole + here + _BESIDE * beside + _MEASURED * is_named + _IN_RANGE * is_in_range
                yield Lead(share * (1.0 if found.in_one_script else _OTHER_SCRIPT), span, found)


def _is_of_another_person(about: str, said: str) -> bool:
    """Say whether what is said in the script of a question names a person and not the one that it is about, where no space parts words:
    elsewhere many words may stand for one."""
    is_told = not language_of(about).parts_words and script_of(said) == script_of(about)
    asked = _PERSON.findall(about) if is_told else []
    named = _PERSON.findall(said) if asked else []
    return bool(named) and not any(one in other or other in one for one in asked[-1:] for other in named)


def _holds_figure(about: str, text: str) -> bool:
    """Say whether a text states a range in which a figure lies of what a question is about."""
    return any(lies_in_range(figure, about, text) for figure in _FIGURE.findall(about))


def _states(asked: _Asked, found: FoundPassage, sentence: Sentence) -> bool:
    if asked.kind == "points" and CELLS in sentence.text:
        return bool(_COLUMN.search(sentence.text) and pattern_of("stating", "points", "columns").search(found.passage.text))
    is_of_penalty = asked.kind in _OF_TIME and _PENALTY.search(sentence.text) and not _PENALTY.search(asked.about)
    return not is_of_penalty and asked.stated.search(sentence.text) is not None


def _tellings(asked: _Asked, found: FoundPassage, place: int) -> Iterator[tuple[Span, str]]:
    """Give what the sentence at a place may speak of, and where: itself, for points one clause of it, for a time the sentence before in its
    line, which states none, for what follows from something the sentence before on which it leans, or the items of its list."""
    sentence = found.sentences[place]
    if asked.kind == "points" and CELLS not in sentence.text:
        another = pattern_of("stating", "points", "another")
        yield from ((sentence.span, one) for one in _CLAUSES.split(sentence.text) if asked.stated.search(one) and not another.search(one))
        return
    yield sentence.span, sentence.text
    if asked.kind not in (*_OF_TIME, "consequences"):
        return
    before = found.sentences[place - 1] if place else None
    follows = before is not None and not before.is_heading and in_one_paragraph(found.passage, before, sentence)
    is_in_line = before is not None and "\n" not in _between(found, before, sentence) and not asked.stated.search(before.text)
    if before and follows and (is_in_line if asked.kind in _OF_TIME else _leans(sentence)):
        yield replace(sentence.span, start=before.span.start), f"{before.text}\n{sentence.text}"
    if asked.kind == "consequences" and announces_a_list(sentence.text):
        for one in found.sentences[place + 1 :]:
            if not end_of_item_label(one.text):
                break
            yield sentence.span, f"{sentence.text}\n{one.text}"


def _between(found: FoundPassage, before: Sentence, after: Sentence) -> str:
    return found.passage.text[before.span.end - found.passage.span.start : after.span.start - found.passage.span.start]


def _beside(asked: _Asked, text: str) -> str:
    """Give what stands before the words by which a text states something: what that follows from, or is said of; after a share of it
    what that is a share of."""
    stated = asked.stated.search(text)
    if stated and asked.kind == "shares" and (whole := pattern_of("stating", "of_what").match(text, stated.end())):
        return whole[0]
    return text[: stated.start()] if stated else ""


def _is_on_itself(found: FoundPassage, place: int) -> bool:
    """Say whether the sentence at a place, or the one on which it leans, speaks of its own document."""
    sentence = found.sentences[place]
    before = found.sentences[place - 1].text if place and pattern_of("stating", "it").match(sentence.text) else ""
    return _ITSELF.search(f"{before} {sentence.text} ".replace(".", " ")) is not None


def _leans(sentence: Sentence) -> bool:
    return is_anaphoric(sentence.text) or pattern_of("stating", "leans").match(sentence.text) is not None


def _measured(about: str, found: FoundPassage, names: KnownNames) -> frozenset[str]:
    """Give the forms of what a question asks how long or how often it is: of what stands last before the words that ask, or before what it
    is of; none where no form is known."""
    thing = pattern_of("stating", "of").split(about)[0]
    if not found.in_one_script:
        return next((one.forms for one in reversed(equivalents(thing, names))), frozenset())
    held = indexed(thing)
    last = max(meanings(thing), key=lambda one: held.rfind(one.own), default=None)
    return last.others | {last.own} if last else frozenset()


def _forms(about: str, found: FoundPassage, names: KnownNames) -> list[frozenset[str]]:
    """Give the words of the rest of a question, each with all its forms in the script of a passage, without single characters."""
    forms = forms_in(about, found, names)
    return [own for own in forms if not found.in_one_script or any(one.isascii() or len(one.strip()) > 1 for one in own)]


def _share(forms: Sequence[frozenset[str]], held: str) -> float:
    """Give the share of words, 0 to 1, of which `held` has a form; of a compound of characters the share of its parts."""
    known = sum(1.0 if own else _UNKNOWN for own in forms)
    return sum(max((_held(one, held) for one in own), default=0.0) for own in forms) / known


def _held(form: str, held: str) -> float:
    if form in held:
        return 1.0
    parts = [] if form.isascii() else form.split()[::2]  # pairs of characters that do not overlap
    return sum(f" {one} " in held for one in parts) / len(parts) if len(parts) > 1 else 0.0
