"""Cutting a question that asks several things into its parts."""

import re
from collections.abc import Iterator, Sequence

from language.language import language_of
from language.lexicon import any_of, any_word_of
from language.text.sentences import sentences
from language.text.tokens import STOP_WORDS, telling_words, words

_ASKING_END = re.compile(r"[?？]\W*$")
_INNER_END = re.compile(r"[.!?。！？]\s*\w")
_NEXT = re.compile(any_of("parts", "next"), re.IGNORECASE)
_ASKS = re.compile(any_word_of("sequels", "asking"), re.IGNORECASE)
_ASIDE = re.compile(any_of("parts", "bare"), re.IGNORECASE)
_EACH = re.compile(any_of("parts", "each"))
_JOINS = any_of("parts", "joins")
_MARKS = " ,;，；、。?？"
_MOST = 5


def asked_parts(question: str) -> list[str]:
    """Give the parts of a question in their order, each as it is written; the question alone where it asks one thing.

    A part has words of its own: “by when” and “to whom” ask more of the part before them. What is told before the first part that
    asks, is told of each. A long question is searched as one.
    """
    if each := _each(question):
        return each
    if len(telling_words(question)) > language_of(question).limit("question_of_parts"):
        return [question]
    told, asking = _told_and_asking(question)
    parts = _with_asides([part for sentence in asking for part in _clauses(sentence)])
    return [f"{told} {part}".strip() for part in parts[:_MOST]] if len(parts) > 1 else [question]


def asks_more_of_one(question: str) -> bool:
    """Say whether a question that asks of one thing asks more than one thing of it: “who must do it, and by when?”."""
    clauses = [one.strip(_MARKS) for one in re.split(r"[,;，；、]", question)]
    return len(clauses) > 1 and bool(_ASKS.search(clauses[0])) and any(_ASIDE.fullmatch(one) for one in clauses[1:])


def without_asides(part: str) -> str:
    """Give a part without what only asks more of it: “who must do it, by when?” without “by when”."""
    first, *others = (one.strip(_MARKS) for one in re.split(r"[,;，；、]", part))
    return f"{first}?" if others and all(_is_aside(one) for one in others) else part


def _told_and_asking(question: str) -> tuple[str, list[str]]:
    """Give what is told before the sentences that ask, and these; all is one that asks where none does by its mark."""
    if not _INNER_END.search(question):
        return "", [question]
    found = [span.of(question).strip() for span in sentences(question)]
    first = next((place for place, one in enumerate(found) if _ASKING_END.search(one)), None)
    return ("", [question]) if first is None else (" ".join(found[:first]), [one for one in found[first:] if _ASKING_END.search(one)])


def _clauses(sentence: str) -> Iterator[str]:
    """Give the clauses of a sentence that ask, cut before the words by which each but the first one does."""
    start = 0
    for cut in _NEXT.finditer(sentence):
        if sentence[start : cut.start()].strip(_MARKS) and _asks(sentence[start : cut.start()]) and _asks(sentence[cut.end() :]):
            yield sentence[start : cut.start()].strip(_MARKS)
            start = cut.end()
    yield sentence[start:].strip(_MARKS)


def _asks(clause: str) -> bool:
    return bool(_ASKS.search(clause)) or bool(_ASKING_END.search(clause))


def _with_asides(clauses: Sequence[str]) -> list[str]:
    """Join what asks more of the part before it to that, and give each part its mark."""
    parts: list[str] = []
    for clause in clauses:
        if parts and _is_aside(clause):
            parts[-1] += f"，{clause}" if not language_of(clause).parts_words else f", {clause}"
        else:
            parts.append(clause)
    return [f"{part}？" if not language_of(part).parts_words else f"{part}?" for part in parts if part]


def _is_aside(clause: str) -> bool:
    """Say whether a clause only asks more of what stands before it: “by when”, “how much is it”."""
    return bool(_ASIDE.fullmatch(clause)) or not set(words(_ASKS.sub(" ", clause))) - STOP_WORDS


def _each(question: str) -> list[str]:
    """Give a question for each of the things of which one asks the same, none where it does not."""
    found = _EACH.fullmatch(question.strip())
    if found is None:
        return []
    named = [one for one in re.split(_JOINS, found["things"]) if one]
    return [f"{one}{found['asked']}" for one in named] if len(named) > 1 else []
