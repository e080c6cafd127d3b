"""What can be asked of terms: which sentence explains one."""

from collections.abc import Iterator, Sequence

from assistant.answer.text import shortened
from assistant.onboarding.quiz.item import GAP, Item, without
from language.language import language_of
from language.messages import Translations
from language.text.numbering import end_of_sentence_number
from language.text.tokens import folded, telling_words
from vectorstore.term import Term

_LONGEST = 220
_BEFORE = " -–—•*"


def meanings(terms: Sequence[Term], _: Translations) -> Iterator[Item]:
    """Ask what a term means; the options are sentences in which it is hidden, and no word of it is left in the right one."""
    for term in terms:
        place = term.place
        sentence = place.quote[end_of_sentence_number(place.quote) :].lstrip(_BEFORE)
        hidden = " ".join(without(sentence, term.term).split())
        said = shortened(hidden, _LONGEST)
        if GAP in said and len(said) > 2 * len(term.term) and not set(telling_words(term.term)) & set(telling_words(said)):
            group = f"term {language_of(place.quote).code}"
            yield Item(
                "term", _("Which sentence explains “{term}”?", term=term.term), "", said, folded(term.term), group, place.span, place.quote,
                place.document, place.title,
            )  # fmt: skip
