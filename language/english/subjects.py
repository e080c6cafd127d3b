"""What stands as subject before a verb of an English sentence."""

import re

from language.english import LANGUAGE
from language.english.actors import MANY, body_in
from language.lexicon import either, filled

_LEVEL = filled("(?:{numbering.levels}|task|guidance)", LANGUAGE)
_ADVERB = either(LANGUAGE.lexicon("grammar")["adverbs"])
SAID = re.compile(
    r"^.*\b(?:sa(?:id|ys)|(?-i:stat(?:ed|es))|stress(?:ed|es)|emphasi[sz](?:ed|es)|not(?:ed|es)|pointed out|points out|added|adds|"
    r"propos(?:ed|es)|announced?|believes?|believed|shared|"
    r"explained|mentioned|suggested|introduced|clarified|confirmed|requires|required|demanded|deciding|decided|decides|concluded|"
    r"reiterated|made clear|argued?|found|revealed|disclosed|insisted|indicated|reported|warned|recalled)\b"
    r"(?: (?:at|in|on|during|to) [^,;]{0,80}? that\b|,?\s*(?:that\b)?)[,:\s“\"‘]*",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = re.compile(
    r"^\W*(?:(?:and|but|or|so|then|in addition|at the same time|at present|currently|moreover|furthermore|however|therefore|meanwhile|"
    r"specifically|for this purpose|consequently)\b|"
    r"(?:in|on|at|to|for|with|by|from|according|as|based|under|during|through|throughout|after|before|subject|pursuant|consistent|"
    r"without|within|notwithstanding|except|having|given|starting|adhering|focusing)\b[^,]*?,|"
    r"(?:this year|next year|in the next step)\b)\W*",
    re.IGNORECASE,
)
_UNDER = re.compile(  # “Under the Ferries Act 2031 the port must …”, without a comma
    r"^\W*(?:[Uu]nder|[Pp]ursuant to|[Ii]n accordance with|[Aa]ccording to|[Aa]s required by) (?:the |this )?"
    r"(?:[A-Z][\w’'-]{0,40} (?:(?:of|and|on|for) (?:the )?)?){0,8}?"
    r"(?:Act|Code|Law|Regulations?|Rules|Order|Directive|Ordinance|Statute|Charter|Policy|Plan|Agreement|Measures) "
    r"(?:(?:of )?\d{4} )?(?=the |each |every |all |an? |[A-Z])"
)
_PLURAL = re.compile(r"(?-i:[A-Z])[a-z-]{2,20}(?<![suy])(?<!ways)(?<!times)(?<!side)s", re.IGNORECASE)
"""A noun that opens a list of bodies: “Cooks, pilots and …”; no “Nevertheless”."""
_OF_TIME = re.compile(r"(?:in |at the end of )?(?:each|every) (?:week|month|quarter|year|day),? (?=\w)", re.IGNORECASE)
_OF_PLACE = re.compile(rf"(?:of|in|to|under|for) (?:this |that |the )?{_LEVEL}\b[^,]*?\s(?=the\s)", re.IGNORECASE)
_AFTER_AGENT = re.compile(r"\s(?:by|before|within|on|no later|in|at|to|once|after|when|where|if|until|unless|upon|during|for|from)\s")
NUMBERED = rf"(?:\W*(?:(?i:{_LEVEL})\s+)?[\w.()-]*\d[\w.()-]*\s+(?=[A-Z]))+"


def agent_in(after: str) -> str:
    """Give the body after the “by” of a passive: “recorded by the registrar”."""
    found = re.search(r"\bby(?:,? or on behalf of:?|:)?\s+(?:\([a-z]\)\s*)?((?:the|an?|all|each|every)?\s*[^,.;:()]{3,90})", after)
    return body_in(_AFTER_AGENT.split(found[1])[0]) if found else ""


def without_speaker(clause: str) -> str:
    """Give a clause without the words that tell who says it: “The minister said that”."""
    return SAID.sub("", clause)


def subject_in(before: str) -> str:
    """Give what stands as subject at the end of `before`, without who reports it and what leads it in."""
    clause = re.split(r"[;:—]|\s–\s", before)[-1]
    clause = _UNDER.sub("", re.sub(f"^{NUMBERED}", "", without_speaker(clause)))
    while (shorter := _LEAD.sub("", clause, count=1)) != clause:
        clause = shorter
    clause = re.sub(rf"(?:[,\s]|\b{_ADVERB}\b|\b(?:both|each|all|either|themselves|itself)\b(?=\s*$))+$", "", clause, flags=re.IGNORECASE)
    parts = [part.strip() for part in clause.split(",") if part.strip()]
    named = _listed(parts)
    described = len(parts) > 1 and re.match(rf"{MANY}\s+(?:\S+\s*){{1,2}}$", parts[0], re.IGNORECASE) and not body_in(parts[0])
    if described or not parts:
        return clause
    subject = clause[clause.rfind(parts[-named]) :].rstrip(" ,")
    for before_it in (_OF_TIME, _OF_PLACE):
        subject = before_it.sub("", subject, count=1) if before_it.match(subject) else subject
    return subject


def _listed(parts: list[str]) -> int:
    """Give how many of the last parts of a clause name one subject together: “volunteers, trainees and staff”."""
    if len(parts) < 2 or not re.search(r"(?:^|\s)(?:and|or)\s", parts[-1]) or not body_in(parts[-1]):
        return 1
    count = 1
    while count < len(parts) and (body_in(parts[-count - 1]) or (count == len(parts) - 1 and _PLURAL.fullmatch(parts[0]))):
        count += 1
    return count
