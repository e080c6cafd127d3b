"""Words that capitals tell to be names."""

import re
from functools import lru_cache

from language.language import language_of
from language.text.tokens import words

_CAPITALISED = re.compile(r"(?<!^)(?<![?!.] )\b[A-Z]\w{0,60}")


@lru_cache(maxsize=1_000)
def capitalised(text: str) -> frozenset[str]:
    """Give the stems of the words of `text` that begin with a capital, but for the first of a sentence; none where no space parts words."""
    return frozenset(words(" ".join(_CAPITALISED.findall(text)))) if language_of(text).parts_words else frozenset()
