"""Requirements and claims are read by one lexicon of modality."""

import pytest

from language.chinese.grammar import chinese_duty
from language.english.grammar import english_duty
from language.statements.claims import claims
from language.statements.modality import Modality


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The museum council must approve every loan.", Modality.MUST),
        ("The museum council is to approve every loan.", Modality.MUST),
        ("It is necessary for the council to approve every loan.", Modality.MUST),
        ("The province requires the council to approve every loan.", Modality.MUST),
        ("The museum council should approve every loan.", Modality.SHOULD),
        ("The museum council will approve every loan.", Modality.SHOULD),
        ("The museum council aims to approve every loan.", Modality.SHOULD),
        ("Bakeries are encouraged to register their ovens.", Modality.SHOULD),
        ("The council strives to approve every loan.", Modality.SHOULD),
        ("The museum council may approve every loan.", Modality.MAY),
        ("The museum council need not approve every loan.", Modality.MAY),
        ("The museum council is entitled to approve every loan.", Modality.MAY),
        ("The museum council should not approve any loan.", Modality.MUST_NOT),
        ("The council is prohibited from approving loans.", Modality.MUST_NOT),
        ("博物馆理事会应当审批外借。", Modality.MUST),
        ("博物馆理事会须审批外借。", Modality.MUST),
        ("博物馆理事会要加强外借审批。", Modality.MUST),
        ("请各博物馆于五月底前报送清单。", Modality.MUST),
        ("博物馆宜按年度公布清单。", Modality.SHOULD),
        ("鼓励博物馆公布清单。", Modality.SHOULD),
        ("省文化厅将建立清单制度。", Modality.SHOULD),
        ("各市文化局可以参照执行。", Modality.MAY),
        ("各市博物馆无需报送清单。", Modality.MAY),
        ("各市博物馆不得外借展品。", Modality.MUST_NOT),
        ("各市博物馆不准外借展品。", Modality.MUST_NOT),
    ],
)
def test_a_requirement_and_a_claim_of_one_sentence_have_one_modality(sentence: str, modality: Modality) -> None:
    duty = (english_duty if sentence.isascii() else chinese_duty)(sentence)
    assert duty is not None
    assert duty.modality is modality
    assert {one.modality for one in claims(sentence).demands} == {modality}
