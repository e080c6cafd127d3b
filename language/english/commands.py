"""Commands in English: “Publish the minutes.”, “If you are late, please call the office.”"""

import re
from collections.abc import Iterator

from language.english import LANGUAGE
from language.grammar import Duty
from language.lexicon import either, filled
from language.statements.modality import Modality

_WORDS = LANGUAGE.lexicon("grammar")
_ADVERB, _VERB = either(_WORDS["adverbs"]), either(_WORDS["verbs"])
_NOUNS_TOO = either(_WORDS["also_nouns"])
_LEVEL = filled("(?:{numbering.levels}|task|guidance)", LANGUAGE)
_LABEL = re.compile(
    rf"^\s*(?:[-•*–·]\s*|(?:{_LEVEL}\s+)?[(（]?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[a-z]|[ivx]{{1,4}})[)）.、:]*(?:\([a-z0-9]{{1,3}}\))*\s+|"
    rf"{_LEVEL}\s+\d+[.:]?\s*)*"
    r"(?:[A-Z][\w&’' -]{2,60}(?::|\s[–—])\s+)?",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    rf"[“\"]?(?:{_ADVERB},? )*(?:(?:continue|strive|continuing) to (?:{_ADVERB} )*)?(?P<verb>{_VERB})\b(?![-’'])(?! ?[:/])", re.IGNORECASE
)
_AS_NOUN = re.compile(
    rf"{_NOUNS_TOO}\b(?! (?:that|whether|if|how|your|with|by the|through|via)\b)"
    r"(?: (?:of|in|is|are|was|were|has|have|had|will|must|shall|should|may|and|by|for)\b|"
    r"(?: [\w-]+){1,4} (?:is|are|was|were|has|have|had|will|must|shall|should|may)\b|"
    rf"(?: [\w-]+){{0,2}} \w+s {_VERB}\b(?! and\b))",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:in|on|with|by|according|based|at|from|under|through|during|for|to|as|starting|taking|"
    r"except|apart from|other than|before|after|within|no later than|not later than|until|upon|every|each|throughout|"
    r"prior to|without|wherever possible|where possible)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:if|should|were|had|while|as soon as|in case|in the event|"
    r"when|where|once|unless|whenever|for example|for instance|if not|otherwise)\b,?",
    re.IGNORECASE,
)
_ALSO_NOUN = re.compile(
    rf"{_NOUNS_TOO}\b(?! (?:that|whether|if|the|your|an?|all|any|each|"
    r"them|it|him|her|us|this|these|those|its|their|our|both|off|up|out|down)\b)",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|did|does|would|can|could)\b", re.IGNORECASE)
_NOTE = re.compile(
    r"\b(?:see|note|remember that|(?:refer|visit|go) to|visit|click|contact us|(?:learn|read|find out)(?: more)? (?:about|on|how|more))\b",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    rf"(?P<please>\bplease )(?P<not>(?:do not|don[’']t|never) )?(?:{_ADVERB} )*(?P<verb>{_VERB})\b(?![-’'])", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]*\)")
_SOFT = re.compile(rf"(?:please )?{either(_WORDS['soft_commands'])}\b", re.IGNORECASE)
_NAME = re.compile(r"\W{0,3}[A-Z][\w’'&-]*(?:,? (?:(?:of|for|and|on) (?:the )?)?[A-Z][\w’'&-]*){1,10}\W{0,3}")
"""Nothing but words with capitals, which may be the name of a body: “State Archive Office.”"""
_BODY = re.compile(either(LANGUAGE.lexicon("metadata")["bodies_that_sign"]), re.IGNORECASE)
_LONGEST_LEAD = 240


def commanded(sentence: str) -> Duty | None:
    """Give the duty that a sentence in the imperative states."""
    if not re.search(r"[.!;。；]\W{0,3}$", sentence) and not re.match(r"\s*(?:[-•*–·]|\(?[a-z0-9]{1,2}[).]\s)", sentence):
        return _asked(sentence)
    if _NAME.fullmatch(sentence) and _BODY.search(sentence):
        return None
    start = _LABEL.match(sentence)
    begin = start.end() if start else 0
    proposed = re.match(
        r"[^:.;]{3,160}\b(?:proposed|required|stressed|emphasi[sz]ed|pointed out|called for|clear)\b[^:.;]{0,40}:\s*[“\"]", sentence
    )
    if proposed:
        return (
            Duty(Modality.SHOULD, "", proposed.end())
            if re.match(r"(?:In-depth|Comprehensive|Full|Further)\b", sentence[proposed.end() :])
            or _IMPERATIVE.match(sentence, proposed.end())
            else None
        )
    for offset in (begin, *_after_introduction(sentence, begin), *_after_condition(sentence, begin)):
        command = _IMPERATIVE.match(sentence, offset)
        if command and not _AS_NOUN.match(sentence, command.start("verb")) and not _NOTE.match(sentence, command.start("verb")):
            return Duty(_modality_of(sentence[offset:]), "", offset, is_command=True)
    return _asked(sentence)


def _modality_of(command: str) -> Modality:
    """Give what a command says: whether it forbids or only encourages."""
    if re.match(r"\W*(?:please )?(?:do not|don[’']t|never)\b", command, re.IGNORECASE):
        return Modality.MUST_NOT
    return Modality.SHOULD if _SOFT.match(command) else Modality.MUST


def _asked(sentence: str) -> Duty | None:
    """Give the duty that “please” states within a sentence: “If you are late, please call the office.”"""
    for found in _PLEASE.finditer(sentence):
        if not _NOTE.match(sentence, found.start("verb")):
            return Duty(Modality.MUST_NOT if found["not"] else Modality.MUST, "", found.end("please"), is_command=True)
    return None


def _after_introduction(sentence: str, begin: int) -> Iterator[int]:
    """Give where a command can begin after a phrase such as “On the basis of …, ”."""
    if not _INTRODUCES.match(sentence, begin):
        return
    for comma in re.finditer(r",\s*|(?<=\s)[-–—]\s+", _without_brackets(sentence[begin : begin + _LONGEST_LEAD])):
        lead = sentence[begin : begin + comma.start()]
        if lead.count('"') % 2 or lead.count("“") > lead.count("”"):
            continue
        if not _FINITE.search(_without_brackets(lead)):
            yield begin + comma.end()
        if "," in comma[0]:
            return


def _without_brackets(words: str) -> str:
    """Give the words with blanks where they stand in brackets, so that every other character keeps its place."""
    return _BRACKETS.sub(lambda found: " " * len(found[0]), words)


def _after_condition(sentence: str, begin: int) -> Iterator[int]:
    """Give where a command can begin after “If …, ” or “For example, ”: with a verb that is no noun too."""
    if not (opening := _CONDITION.match(sentence, begin)):
        return
    for comma in re.finditer(r",\s*", sentence[opening.end() - 1 : begin + _LONGEST_LEAD]):
        after = opening.end() - 1 + comma.end()
        if _IMPERATIVE.match(sentence, after) and not _ALSO_NOUN.match(sentence, after):
            yield after
            return
