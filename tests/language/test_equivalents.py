"""What is called otherwise in another script."""

from language.equivalents import equivalents, indexed, told_in
from language.names import NO_NAMES, known_names


def forms_of(text: str) -> dict[str, frozenset[str]]:
    return {one.span.of(text): one.forms for one in equivalents(text, NO_NAMES)}


def test_the_longest_words_of_a_text_are_known_by_their_forms_in_another_script() -> None:
    found = forms_of("When does the supervisory board submit the final accounts?")
    assert indexed("决算") in found["final accounts"]
    assert indexed("监事会") in found["supervisory board"]
    assert indexed("报送") in found["submit"]
    assert "does" not in found


def test_words_in_no_lexicon_stand_together_without_forms() -> None:
    found = forms_of("石榴园应当提交决算")
    assert found["石榴园"] == frozenset()
    assert indexed("final accounts") in found["决算"]


def test_figures_and_words_in_the_other_script_are_called_the_same() -> None:
    found = forms_of("Zorblax 在 47 天内怎么报销？")
    assert found["47"] == frozenset({" 47 "})
    assert found["Zorblax"] == frozenset({" zorblax "})


def test_names_that_documents_explain_are_known() -> None:
    names = known_names([("Lighthouse Office", "灯塔处")], [])
    found = [one for one in equivalents("Who heads the Lighthouse Office?", names) if one.is_name]
    assert [one.forms for one in found] == [frozenset({indexed("灯塔处")})]


def test_words_of_another_script_are_told_as_their_reader_calls_them() -> None:
    chinese = "省属工业企业平均研发投入强度2024年底前达到3.0%，责任单位为科技处。"
    assert ("研发投入强度", "R&D intensity") in told_in(chinese, "en")
    assert ("R&D intensity", "研发投入强度") in told_in("The R&D intensity must rise.", "zh")
    assert told_in(chinese, "zh") == told_in("The R&D intensity must rise.", "en") == []
    assert told_in("The commission must rise by 31 December.", "zh") == []  # one word may mean much, and a date is no word


def test_of_words_of_one_sense_that_are_paired_alone_each_is_told_by_its_own() -> None:
    assert ("general manager", "总经理") in told_in("The chair and the general manager must not be the same person.", "zh")
    assert ("总经理", "general manager") in told_in("董事长和总经理不得由一人担任。", "en")
    assert ("deputy general manager", "副总经理") in told_in("The deputy general manager reports to the board.", "zh")


def test_a_reader_of_french_is_told_words_of_english_and_chinese_in_french() -> None:
    assert ("general manager", "directeur général") in told_in("The chair and the general manager must not be the same person.", "fr")
    assert ("研发投入强度", "intensité de R-D") in told_in("省属工业企业平均研发投入强度2024年底前达到3.0%。", "fr")
    assert told_in("Le conseil d’administration nomme le directeur général.", "fr") == []
