"""French is a language of its own, and those that are written with the same letters stay what they are."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from language.language import language_of
from language.messages import translations
from language.statements.quantities import quantities
from language.text.tokens import words
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.library import Library

RULES = """# Règlement sur les achats

La direction des achats doit publier le catalogue des produits qualifiés avant le 31 août 2024.

Les entreprises doivent conserver les contrats pendant dix ans.
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "achats.md").write_text(RULES, encoding="utf-8")
    library = Library(tmp_path / "library", HashEmbedder())
    Ingest(library, QuietWatcher()).run([tmp_path / "achats.md"])
    return library


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les conseils doivent publier des rapports réguliers.", "fr"),
        ("Qui doit publier le rapport annuel ?", "fr"),
        ("The Conseil d'État and the Cour des comptes must report on the plan de relance.", "en"),
        ("What is a plan de relance?", "en"),
        ("SASAC", "en"),
        ("Article 4", "en"),
        ("国资委 Conseil", "zh"),
    ],
)
def test_a_text_is_of_the_language_whose_common_words_it_has(text: str, language: str) -> None:
    assert language_of(text).code == language


def test_english_texts_with_a_few_french_words_are_stemmed_as_english() -> None:
    assert {"compani", "polici"} <= set(words("The companies must follow the policies of the Conseil des ministres."))


def test_words_of_a_french_question_and_of_a_french_document_meet() -> None:
    asked, told = words("Quels produits figurent aux catalogues ?"), words("La direction doit publier le catalogue du produit.")
    assert {"catalogu", "produit"} <= set(asked) & set(told)


def test_a_french_date_is_the_same_day_as_an_english_one() -> None:
    assert [one.value for one in quantities("avant le 1er mars 2025")] == [one.value for one in quantities("before 1 March 2025")]


def test_a_french_document_answers_a_french_question(library: Library) -> None:
    with library:
        answer = Assistant(library).ask("Qui doit publier le catalogue des produits qualifiés ?")
    assert (answer.outcome, answer.language) == (Outcome.ANSWERED, "fr")
    assert "La direction des achats doit publier le catalogue" in answer.citations[0].quote


def test_a_french_question_is_refused_in_french(library: Library) -> None:
    with library:
        answer = Assistant(library).ask("Quelle est la température de la planète Vénus ?")
    assert answer.outcome is Outcome.NOT_FOUND
    assert translations("fr")("The documents do not answer this.") in answer.text
    assert "Les documents ne répondent pas" in answer.text
