"""French is a language of its own, and those that are written with the same letters stay what they are."""

import pytest

from assistant.answer.requirement_text import summary_line
from assistant.onboarding.roles import role_of
from assistant.question.cleaning import strip_pleasantries
from ingest.extraction.deadlines import deadline_in
from ingest.extraction.requirements import requirements_in
from language.language import language_of
from language.messages import translations
from language.question_types import QuestionType, question_types
from language.statements.claims import Demand, claims
from language.statements.modality import Modality
from language.statements.quantities import quantities
from language.text.sentences import sentences
from language.text.tokens import words
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement


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


def test_a_line_on_a_duty_is_a_sentence_of_its_document() -> None:
    told = [summary_line(row) for text in ("Le conseil doit agir.", "The board must act.", "企业不得虚报数据。") for row in rows(text)]
    assert told == ["Le conseil doit agir.", "The board must act.", "企业不得虚报数据。"]


@pytest.mark.parametrize(
    ("language", "number", "decimals", "written"),
    [("en", 1234.5, None, "1,234.5"), ("fr", 1234.5, None, "1\u202f234,5"), ("zh", 1234.5, 2, "1,234.50"), ("fr", 0.1, 2, "0,10")],
)
def test_a_number_is_written_as_the_language_does(language: str, number: float, decimals: int | None, written: str) -> None:
    assert translations(language).number(number, decimals) == written
