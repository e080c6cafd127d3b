"""A French document is read, and questions on it are understood and answered in French."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.answer.requirement_text import targets_in_words
from assistant.assistant import Assistant
from assistant.question.rephrasing import rephrased
from assistant.starter_questions import starter_questions
from assistant.suggestions.following import following
from ingest.extraction.terms import terms_in
from ingest.pipeline import Ingest
from language.messages import translations
from tests.fakes import HashEmbedder, QuietWatcher
from tests.language.test_french import rows
from vectorstore.document import Document
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

RULES = """# Règlement sur les achats

La direction des achats doit publier le catalogue des produits qualifiés avant le 31 août 2024.

Les entreprises doivent conserver les contrats pendant dix ans.
"""


POLICY = """# Politique des achats responsables

Publié par : Groupe Valmont
Date de publication : 15 janvier 2025

## Article premier. Objet

La présente politique fixe les règles d’achat du groupe.
Elle a été adoptée par le conseil d’administration le 12 décembre 2024.

On entend par « fournisseur stratégique » tout fournisseur dont les ventes au groupe dépassent 2 millions d’euros par an.
« Achat responsable » désigne un achat qui tient compte de ses effets sur l’environnement.

## Article 2. Obligations des acheteurs

La direction des achats doit publier le catalogue des fournisseurs qualifiés avant le 1er mars 2025.
Les acheteurs sont tenus de consulter au moins 3 fournisseurs pour tout contrat supérieur à 50 000 euros.
La part des achats locaux doit atteindre 3,5 % d’ici fin 2026.
Le délai de paiement ne doit pas dépasser 45 jours.

Les contrats doivent être approuvés par le comité des engagements au plus tard le 30 juin 2025.
Il est interdit aux acheteurs d’accepter un cadeau d’une valeur supérieure à 1 000 euros.
Nul ne peut signer seul un contrat.

## Article 3. Fournisseurs

Les fournisseurs stratégiques devraient publier un bilan carbone chaque année.
Les fournisseurs qui emploient plus de 500 salariés devront remettre un plan de vigilance d’ici à 2030.
Les petites entreprises peuvent demander un acompte de 20 %.
Les fournisseurs ne peuvent pas céder leur contrat sans l’accord écrit du groupe.
Les microentreprises ne sont pas tenues de remettre ce plan.

La direction des achats doit :

- tenir le registre des dérogations ;
- informer le comité d’audit avant la fin de l’année.

Une hausse des prix peut entraîner une renégociation.
En 2024, les achats ont atteint 12 millions d’euros.
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "achats.md").write_text(RULES, encoding="utf-8")
    library = Library(tmp_path / "library", HashEmbedder())
    Ingest(library, QuietWatcher()).run([tmp_path / "achats.md"])
    return library


@pytest.fixture(scope="module")
def policy_library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    """A library with one French policy and the real embedder; tests only read it."""
    folder = tmp_path_factory.mktemp("french")
    (folder / "politique.md").write_text(POLICY, encoding="utf-8")
    with Library(folder / "library", embedder) as opened:
        Ingest(opened, QuietWatcher()).run([folder / "politique.md"])
        yield opened


@pytest.fixture
def policy(policy_library: Library) -> Document:
    document = policy_library.document(policy_library.entries()[0].id)
    assert document is not None
    return document


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


def test_every_row_of_a_french_policy_is_read(policy: Document) -> None:
    found = rows(policy.text)
    assert [(row.modality, row.body, row.deadline) for row in found] == [
        ("must", "direction des achats", "2025-03-01"),
        ("must", "acheteurs", ""),
        ("must", "", "2026-12-31"),
        ("must", "", ""),
        ("must", "comité des engagements", "2025-06-30"),
        ("must_not", "acheteurs", ""),
        ("must_not", "", ""),
        ("should", "fournisseurs stratégiques", ""),
        ("must", "fournisseurs", "2030-12-31"),
        ("may", "petites entreprises", ""),
        ("must_not", "fournisseurs", ""),
        ("may", "microentreprises", ""),
        ("must", "direction des achats", ""),
        ("must", "direction des achats", "2025-12-31"),
    ]
    targets = [(target.comparison, target.value, target.unit) for row in found for target in row.targets]
    assert targets == [(">=", 3, "fournisseurs"), (">", 50_000, "euros"), ("=", 3.5, "%"), (">", 1000, "euros"), ("=", 20, "%")]


def test_terms_of_a_french_policy_are_found_with_what_explains_them(policy: Document) -> None:
    assert {use.term for use in terms_in(policy) if use.explains} == {"fournisseur stratégique", "Achat responsable"}


def test_what_a_french_document_says_of_itself_is_read(policy: Document) -> None:
    assert (policy.issuer, policy.issued, policy.language) == ("Groupe Valmont", "2025-01-15", "fr")


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Quand la direction des achats doit-elle publier le catalogue des fournisseurs qualifiés ?", "avant le 1er mars 2025"),
        ("Quelle part des achats locaux faut-il atteindre ?", "doit atteindre 3,5 %"),
        ("Bonjour, pourriez-vous me dire qui doit approuver les contrats ?", "par le comité des engagements"),
        ("Qu’est-ce qu’un fournisseur stratégique ?", "tout fournisseur dont les ventes au groupe"),
        ("Que devraient publier les fournisseurs stratégiques chaque année ?", "un bilan carbone"),
    ],
)
def test_a_question_on_a_french_policy_is_answered_with_its_sentence(policy_library: Library, question: str, fact: str) -> None:
    answer = Assistant(policy_library).ask(question)
    assert (answer.outcome, answer.language) == (Outcome.ANSWERED, "fr")
    assert any(fact in cited.quote for cited in answer.citations)


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Et les filiales étrangères du groupe ?", True),
        ("Pourquoi ?", True),
        ("Quand doivent-elles remettre celui-ci au comité ?", True),
        ("Qu’est-ce que le comité des engagements approuve ?", False),
        ("Quels contrats faut-il soumettre au comité des engagements ?", False),
        ("Must non-executive directors disclose gifts and other benefits?", False),
    ],
)
def test_a_french_sequel_leans_on_the_question_before(library: Library, question: str, leans: bool) -> None:
    before = "Quels rapports les entreprises publiques doivent-elles remettre ?"
    completed = rephrased(question, [before], library)
    assert completed.startswith("Quels rapports les entreprises publiques doivent-elles remettre, ") if leans else completed == question


@pytest.mark.parametrize(("said", "reply"), [("Bonjour !", "Bonjour."), ("Merci beaucoup", "Je vous en prie"), ("hello", "Hello.")])
def test_small_talk_is_answered_in_the_language_of_its_words(library: Library, said: str, reply: str) -> None:
    with library:
        answer = Assistant(library).ask(said)
    assert answer.outcome is Outcome.SMALL_TALK
    assert answer.text.startswith(reply)


def test_a_french_answer_quotes_and_names_figures_as_french_does(policy_library: Library, policy: Document) -> None:
    answer = Assistant(policy_library).ask("Quel cadeau est-il interdit aux acheteurs d’accepter ?")
    assert f"«\u00a0{answer.citations[0].quote}\u00a0» [1]" in answer.text
    assert [told.partition(" (")[0] for row in rows(policy.text) for told in targets_in_words(row, translations("fr"))] == [
        "≥ 3 fournisseurs",
        "> 50\u202f000 euros",
        "= 3,5 %",
        "> 1\u202f000 euros",
        "= 20 %",
    ]


def test_a_french_answer_is_followed_by_french_questions(policy_library: Library) -> None:
    asked = "Qui doit approuver les contrats ?"
    offered = [one.question for one in following(Assistant(policy_library).ask(asked), asked, policy_library)]
    assert "Que doit faire «\u00a0direction des achats\u00a0»\u00a0?" in offered


def test_a_french_library_proposes_french_questions_and_none_in_the_passive(policy_library: Library) -> None:
    assert starter_questions(Assistant(policy_library), policy_library, "fr") == [
        "Pour quand faut-il publier le catalogue des fournisseurs qualifiés (direction des achats)\u00a0?",
        "Que signifie «\u00a0achat responsable\u00a0»\u00a0?",
        "Que doit faire «\u00a0direction des achats\u00a0»\u00a0?",
        "Pour quand faut-il remettre un plan de vigilance (fournisseurs)\u00a0?",
    ]
