"""Which noun phrases of English name somebody who can act."""

import re
from functools import lru_cache

from language.english import LANGUAGE
from language.lexicon import either

_WORDS = LANGUAGE.lexicon("actors")
_AGENTS, _NOT_PERSONS, _NO_BODY = (frozenset(_WORDS[name]) for name in ("agents", "not_persons", "no_body"))
_GRAMMAR = LANGUAGE.lexicon("grammar")
_ORDERS = frozenset({*_GRAMMAR["verbs"], *_WORDS["orders"]}) - frozenset(_GRAMMAR["also_nouns"]) - _AGENTS
_WHOSE = re.compile(r"(\w+) (?:their|its|his|her|your|our|the|an?)\s", re.IGNORECASE)
_PERSON = re.compile(r"(?:(?<=[a-z]{3})(?:er|or|ist|ian|ant)|(?<=[a-z]{2})ee)s?$")
_CUT = re.compile(
    r"\s(?:that|which|who|whose|other than|except|where|when|whether|"
    r"in respect of|with|holding|having|being|using|including|involved|providing|"
    r"subject|prior|seeking|relying|conducting|carrying|in which|from|if|by|in|on|at(?! or above)|under|for|as)\b.*$|"
    r"[(（](?!(?-i:[A-Z])[A-Za-z&-]{0,9}[)）]\s+(?:and|or)\s).*$",
    re.IGNORECASE | re.DOTALL,
)
_HEADED = re.compile(r"\s(?:of|for|in|at|to)\b.*$", re.IGNORECASE)
MANY = either(_WORDS["many"])
_NO_NAME = re.compile(
    r"^(?:the|an?)$|^(?:this|these|that|such|our|their|we|wes|they|you)\b|(?:plan|policy|policies|law|act|regulations?|rules?|code|notice|circular|measures|guidelines?|article|section|chapter|part|schedule|form|fund|index|"
    r"gdp|r&d|scheme|agreement|contract|directive|report|programme|program|project|action|initiative|standards?|review|system|platform)$",
    re.IGNORECASE,
)
_PREPOSITION = r"(?:of|to|for|with|from|by|in|on|at)"
_LEFT_OVER = re.compile(rf"{_PREPOSITION}|and|or", re.IGNORECASE)
_SPACE = re.compile(r"(\s)")
_OPENS_NONE = re.compile(rf"(?:as|like|than|unlike|under|upon|during|after|before|within|without|through|{_PREPOSITION}) ", re.IGNORECASE)
_SAYS_MORE = re.compile(r"\s(?:you|your|yours|our|us|my)\b", re.IGNORECASE)  # a clause, not a name: “company respects your right”
_COMMON = re.compile(
    r"(?:s|ing|ion|ment|ity|ance|ence|ness|ship|ism|th|ure|age|al|ty|cy|dom|hood|work|one|it|ly|ice|ade|ry)$", re.IGNORECASE
)
_LONGEST = 110


def body_in(phrase: str) -> str:
    """Give the body that a noun phrase names, empty where it names none that can act."""
    phrase = re.sub(r"^\s*(?:\d+[.)]|[(（]\w{1,4}[)）]|[A-Za-z][.)]\s)+\s*", "", phrase)
    phrase = re.sub(r"^\W*(?:and|or|but|that|also|while)\s+", "", phrase.strip(" \n\t,.;:“”\"'‘’-–"), flags=re.IGNORECASE)
    phrase = " ".join(_CUT.sub("", phrase).split()).strip(" ,")
    phrase = re.sub(r"[’']s$", "", _without_left_over(phrase))
    phrase = re.sub(r"\s(?:concerned|involved|affected|in question|above|below|issued|granted|made|given|imposed)$", "", phrase)
    if (described := re.match(r"(.*?\s(\S+)) [a-z]\w+(?:ing|ed) ", phrase)) and acts(described[2]):
        phrase = described[1]
    phrase = re.sub(r"\s(?:is|are|was|were)\s.*$", "", phrase)
    if _OPENS_NONE.match(phrase) or _SAYS_MORE.search(phrase) or re.search(r"\b(?:however|therefore|also|thus)$", phrase):
        return ""
    if (told := _WHOSE.match(f"{phrase} ")) and told[1].lower() in _ORDERS:  # “supervise their employees”
        return ""
    if not phrase or len(phrase) > _LONGEST or phrase.lower() in _NO_BODY or re.search(r"^we\b|\byou$", phrase, re.IGNORECASE):
        return ""
    heads = [
        _HEADED.sub("", part).split()[-1:] for part in re.split(r",\s*(?:and |or )?|(?<!\s)\s++(?:and|or|as well as)\s+", phrase) if part
    ]
    last = heads[-1][0] if heads and heads[-1] else ""
    is_named_service = len(phrase.split()) > 1 and re.fullmatch(r"Services?", last)
    if not (acts(last) or is_named_service):
        return ""
    return re.sub(rf"^(?:{MANY}\s+)+", "", phrase, flags=re.IGNORECASE)


def _without_left_over(phrase: str) -> str:
    """Leave out the words that join, where a phrase ends in them."""
    parts = _SPACE.split(phrase)
    while len(parts) > 1 and _LEFT_OVER.fullmatch(parts[-1]):
        del parts[-2:]
    return "".join(parts)


def proper_name(subject: str, opens: bool) -> str:
    """Give a subject that is nothing but a proper name: “China Mobile”, “Ofgem”; empty where it is not.

    `opens` says that it opens the sentence: then one word alone is a name only where it is not the form of a common noun, and no verb that
    tells the reader what to do: “Amend”.
    """
    found = re.fullmatch(r"\W*((?:[A-Z][\w&’'-]*)(?: (?:of |and )?[A-Z][\w&’'-]*){0,4})\W*", subject)
    if not found or re.search(r"\b(?i:however|therefore|also)$", found[1]) or found[1].lower() in _NO_BODY or _NO_NAME.search(found[1]):
        return ""
    words = found[1].split()
    is_order = words[0].lower() in _ORDERS
    return found[1] if len(words) > 1 or not opens or not (is_order or _COMMON.search(found[1])) else ""


@lru_cache(maxsize=20_000)
def acts(word: str) -> bool:
    """Say whether the noun `word` names somebody."""
    plain = re.sub(r"[’']s?$", "", word.strip("’'“”\"")).lower()
    if plain in _NOT_PERSONS:
        return False
    return plain in _AGENTS or bool(re.fullmatch(r"[A-Z]{2,}[a-z]?s?", word)) or bool(_PERSON.search(plain))
