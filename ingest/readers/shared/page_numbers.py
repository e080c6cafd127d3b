"""Lines of margins that say nothing but which page it is."""

import re

from language.lexicon import any_of

_PAGE_NUMBER = re.compile(  # possessive: a footer that sets its words apart with many spaces is not tried in every way
    rf"^\W*+{any_of('layout', 'page_before')}?\s*+\d*+\s*+{any_of('layout', 'page_between')}?\W*+"
    rf"{any_of('layout', 'page_total')}?\s*+\d*+\s*+{any_of('layout', 'page_after')}?\W*+$",
    re.IGNORECASE,
)


def is_page_number(line: str) -> bool:
    """Say whether a line of a header or footer is the number of its page, such as “Page 3 of 8”, or has no words."""
    return _PAGE_NUMBER.match(line) is not None
