"""Which papers somebody must hand in: whether a sentence names them, where a question asks for them by a word of its own."""

from language.lexicon import pattern_of
from language.text.overlap import coverage
from language.text.tokens import telling_words
from vectorstore.search.evidence import FoundPassage

_ASKED, _HANDED_IN = pattern_of("questions", "papers_asked"), pattern_of("questions", "papers_handed_in")
_LEAST = 0.6  # of the words of the question beside those that ask


def names_papers(found: FoundPassage, question: str) -> bool:
    """Say whether `question` asks which papers are to be handed in, and a sentence of the passage says of the same matter which are."""
    asked = _ASKED.search(question)
    rest = set(telling_words(f"{question[: asked.start()]} {question[asked.end() :]}")) if asked else set()
    return bool(rest) and any(
        _HANDED_IN.search(sentence.text) and rest & sentence.words and coverage(rest, sentence.words | found.context_words) >= _LEAST
        for sentence in found.sentences
    )
