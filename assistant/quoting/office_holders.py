"""Who holds an office: whether a text says it, where a question asks who somebody is and not who must do what."""

import re
from collections.abc import Sequence
from functools import lru_cache

from language.equivalents import equivalents
from language.language import language_by_code, language_of
from language.lexicon import either, patterns_in
from language.names import NO_NAMES
from vectorstore.search.evidence import FoundPassage


def office_asked(question: str) -> str:
    """Give the office of which `question` asks who holds it, as it writes it; empty where it asks nothing of the kind."""
    for pattern in patterns_in(language_of(question), "offices", "asks"):
        if found := pattern.search(question):
            return str(found["office"])
    return ""


def names_holder(office: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether a sentence of `passages` names who holds an office: a person beside it, or another office that holds it too. In another
    script than the question's only where the first one is in that script."""
    return any(
        pattern.search(sentence.text)
        for found in passages
        if found.in_one_script or not passages[0].in_one_script
        for sentence in found.sentences
        for pattern in _stating(office, language_of(sentence.text).code)
    )


@lru_cache(maxsize=100)
def _stating(office: str, code: str) -> tuple[re.Pattern[str], ...]:
    """Give what says in a language who holds an office, which has other names in another script."""
    language = language_by_code(code)
    if language.script == language_of(office).script:
        names = [re.escape(office)]
    else:
        forms = {form.strip() for one in equivalents(office, NO_NAMES) for form in one.forms}
        names = [re.escape(form) if language.parts_words else re.escape(form.replace(" ", "")) for form in forms]
    patterns = patterns_in(language, "offices", "states") if names else ()
    return tuple(re.compile(one.pattern.replace("<office>", either(names))) for one in patterns)
