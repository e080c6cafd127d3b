"""French is a language of its own, and those that are written with the same letters stay what they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.answer.requirement_text import summary_line, targets_in_words
from assistant.assistant import Assistant
from assistant.onboarding.roles import role_of
from assistant.question.cleaning import strip_pleasantries
from assistant.question.rephrasing import rephrased
from assistant.starter_questions import starter_questions
from assistant.suggestions.following import following
from ingest.extraction.deadlines import deadline_in
from ingest.extraction.requirements import requirements_in
from ingest.extraction.terms import terms_in
from ingest.pipeline import Ingest
from language.language import language_of
from language.messages import translations
from language.question_types import QuestionType, question_types
from language.statements.claims import Demand, claims
from language.statements.modality import Modality
from language.statements.quantities import quantities
from language.text.sentences import sentences
from language.text.tokens import words
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library
from vectorstore.requirement import Requirement

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


def rows(text: str, issued: str = "2025-01-15") -> list[Requirement]:
    found = requirements_in(Document(title="Politique", text=text, issued=issued), Bodies().normal)
    for row in found:
        assert row.quote == row.span.of(text)
        assert row.action in row.quote
        assert row.deadline_text in row.quote
    return found


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


@pytest.mark.parametrize(
    ("sentence", "modality", "body", "action"),
    [
        ("Les entreprises publiques doivent publier leur rapport annuel.", "must", "entreprises publiques", "publier leur rapport annuel"),
        ("Le conseil est tenu de réunir le comité.", "must", "conseil", "réunir le comité"),
        ("Il incombe au directeur général de signer les contrats.", "must", "directeur général", "signer les contrats"),
        ("Le comité d’audit veille à l’indépendance des auditeurs.", "must", "comité d’audit", "l’indépendance des auditeurs"),
        ("Conformément à l’article 4, la direction des achats devra agir.", "must", "direction des achats", "agir"),
        ("Si le contrat est rompu, le fournisseur doit rembourser l’avance.", "must", "fournisseur", "rembourser l’avance"),
        ("Le ministre a déclaré que les banques doivent prêter davantage.", "must", "banques", "prêter davantage"),
        ("Les sociétés qui reçoivent une aide doivent en rendre compte.", "must", "sociétés", "en rendre compte"),
        (
            "Le budget doit être approuvé par le conseil d’administration.",
            "must",
            "conseil d’administration",
            "Le budget doit être approuvé par le conseil d’administration",
        ),
        ("Le taux d’endettement ne doit pas dépasser 65 %.", "must", "", "Le taux d’endettement ne doit pas dépasser 65 %"),
        ("Publiez le rapport chaque mois.", "must", "", "Publiez le rapport chaque mois"),
        ("N’envoyez jamais de mot de passe par courriel.", "must_not", "", "N’envoyez jamais de mot de passe par courriel"),
        ("Il est interdit aux membres du conseil d’administration de vendre.", "must_not", "membres du conseil d’administration", "vendre"),
        ("Les dirigeants ne peuvent pas accepter de cadeaux.", "must_not", "dirigeants", "accepter de cadeaux"),
        ("Nul ne peut voter par procuration.", "must_not", "", "voter par procuration"),
        ("Aucun administrateur ne peut siéger plus de neuf ans.", "must_not", "administrateur", "siéger plus de neuf ans"),
        ("Les filiales devraient évaluer leurs fournisseurs.", "should", "filiales", "évaluer leurs fournisseurs"),
        ("Il est recommandé aux fournisseurs de chiffrer leurs échanges.", "should", "fournisseurs", "chiffrer leurs échanges"),
        ("Les salariés peuvent demander un congé.", "may", "salariés", "demander un congé"),
        ("Le comité ne peut siéger que si la moitié des membres est là.", "may", "comité", "siéger que si la moitié des membres est là"),
        ("Les petites et moyennes entreprises ne sont pas tenues de répondre.", "may", "petites et moyennes entreprises", "répondre"),
        ("Le délai peut être prolongé de six mois.", "may", "", "Le délai peut être prolongé de six mois"),
    ],
)
def test_a_french_sentence_states_a_duty(sentence: str, modality: str, body: str, action: str) -> None:
    found = rows(sentence)
    assert [(row.modality, row.body, row.action) for row in found] == [(modality, body, action)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Qui doit publier le rapport annuel ?",
        "La crise peut entraîner une hausse des prix.",
        "Les entreprises qui doivent publier un rapport sont nombreuses.",
        "Le rapport annuel a été publié en 2024 par la direction.",
        "« Entreprise publique » désigne toute société que l’État doit contrôler.",
        "Les grandes entreprises consacrent 3 % de leurs ventes à la recherche.",
        "Un fournisseur doit 500 euros à la caisse.",
        "Assez de rapports ont été écrits sur les achats.",
    ],
)
def test_a_french_sentence_without_a_duty_is_no_requirement(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("à publier au plus tard le 31 décembre 2025", "2025-12-31"),
        ("à publier avant le 1er juin 2025", "2025-06-01"),
        ("à publier d’ici fin 2026", "2026-12-31"),
        ("à publier d’ici à 2030", "2030-12-31"),
        ("à publier d'ici fin juin 2026", "2026-06-30"),
        ("à publier avant la fin de l’année", "2025-12-31"),
        ("à publier avant la fin du premier semestre 2026", "2026-06-30"),
        ("à publier avant le 15 août", "2025-08-15"),
        ("à publier avant le 31 mars de chaque année", ""),
        ("en vigueur à compter du 1er janvier 2026", ""),
        ("adopté le 3 février 2025 après le vote", ""),
    ],
)
def test_french_words_tell_by_when(sentence: str, deadline: str) -> None:
    found = deadline_in(sentence, 2025, issued="2025-01-15")
    assert (found.date if found else "") == deadline


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("La part atteint 3,5 % des ventes.", [("percent", "3.5")]),
        ("Le plafond est de 1 000 euros.", [("number", "1000")]),
        ("Le plafond est de 1\u202f250\u202f000,50 euros.", [("number", "1250000.5")]),
        ("Le fonds est de 2 millions d’euros.", [("number", "2000000")]),
        ("The ceiling is 1,000 euros.", [("number", "1000")]),
        ("Sections 3,5 and 7 apply to the company.", [("number", "3"), ("number", "7")]),
    ],
)
def test_numbers_are_read_with_the_marks_of_their_language(text: str, kinds: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.value) for one in quantities(text)] == kinds


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
    ("said", "asked"),
    [
        ("Bonjour, pouvez-vous me dire quand le rapport est publié ?", "quand le rapport est publié ?"),
        ("J’aimerais savoir qui signe les contrats, merci d’avance", "qui signe les contrats"),
        ("S'il vous plaît, expliquez-moi les règles d’achat.", "les règles d’achat."),
        ("Quelle règle vaut pour les cadeaux ?", "Quelle règle vaut pour les cadeaux ?"),
    ],
)
def test_what_is_courtesy_in_french_is_left_out(said: str, asked: str) -> None:
    assert strip_pleasantries(said) == asked


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


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("D’ici quand faut-il remettre le plan ?", QuestionType.WHEN),
        ("Quel est le montant du plafond ?", QuestionType.HOW_MUCH),
        ("Pendant combien de temps garde-t-on les offres ?", QuestionType.HOW_LONG),
        ("Par qui les contrats sont-ils approuvés ?", QuestionType.WHO),
        ("Que doivent faire les acheteurs ?", QuestionType.DUTY),
        ("Qu’entend-on par achat responsable ?", QuestionType.MEANING),
    ],
)
def test_the_kind_of_a_french_question_is_told_by_its_words(question: str, kind: QuestionType) -> None:
    assert kind in question_types(question)


def test_a_relative_pronoun_does_not_ask_who() -> None:
    assert QuestionType.WHO not in question_types("Quel est le délai qui vaut pour les contrats ?")


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("conseil d’administration de la société", "a board"),
        ("direction des achats", "management"),
        ("ministère de l’Économie", "a commission or authority"),
        ("petites entreprises", "an enterprise"),
        ("Conservatoire", ""),
    ],
)
def test_the_first_noun_of_a_french_body_tells_its_role(body: str, role: str) -> None:
    assert role_of(body) == role


def test_a_french_limit_is_a_bound_and_no_prohibition() -> None:
    found = claims("Le délai ne doit pas dépasser 45 jours.")
    assert [(one.bound, one.value) for one in found.measures] == [("<=", "45")]
    assert Demand(Modality.MUST_NOT) not in found.demands
    assert Demand(Modality.MUST_NOT) in claims("Les acheteurs ne peuvent pas accepter de cadeaux.").demands


def test_french_abbreviations_and_quotation_marks_end_no_sentence_too_early() -> None:
    text = "Voir l’art. 4 du règlement. Le comité a dit : « Publiez le rapport. » Mme. Rey signe."
    assert [span.of(text) for span in sentences(text)] == [
        "Voir l’art. 4 du règlement.",
        "Le comité a dit : « Publiez le rapport. »",
        "Mme. Rey signe.",
    ]


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
        "Pour quand faut-il remettre un plan de vigilance (fournisseurs)\u00a0?",
    ]


def test_a_line_on_a_duty_is_a_sentence_of_its_document() -> None:
    told = [summary_line(row) for text in ("Le conseil doit agir.", "The board must act.", "企业不得虚报数据。") for row in rows(text)]
    assert told == ["Le conseil doit agir.", "The board must act.", "企业不得虚报数据。"]


@pytest.mark.parametrize(
    ("language", "number", "decimals", "written"),
    [("en", 1234.5, None, "1,234.5"), ("fr", 1234.5, None, "1\u202f234,5"), ("zh", 1234.5, 2, "1,234.50"), ("fr", 0.1, 2, "0,10")],
)
def test_a_number_is_written_as_the_language_does(language: str, number: float, decimals: int | None, written: str) -> None:
    assert translations(language).number(number, decimals) == written
