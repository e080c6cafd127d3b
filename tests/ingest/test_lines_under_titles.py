"""What the lines under the title of a document say of it, several things in one line too."""

import pytest

from ingest.document import read
from ingest.metadata.guesses import guesses_in
from vectorstore.document import Document

DUTY = "Each ferry must carry a bell."
CHINESE_DUTY = "各渡口应当在每艘船上配备铜钟，并将数目报县航运局。"


def properties_of(*lines: str) -> Document:
    return read("a.txt", "\n\n".join(lines).encode())


@pytest.mark.parametrize("body", ["青浦县国资委", "青浦县人民政府国有资产监督管理委员会", "青浦县委办公室", "青浦县国资委企业改革处"])
@pytest.mark.parametrize("below", ["青国资〔2031〕8号", "2031年5月6日", "2031年5月6日印发"])
def test_an_office_alone_under_the_title_issued_the_text(body: str, below: str) -> None:
    assert properties_of("青浦县渡船管理办法", body, below, "第一条 " + CHINESE_DUTY).issuer == body


def test_a_line_of_the_title_and_an_office_over_the_text_are_no_issuers() -> None:
    assert properties_of("关于成立青浦县渡船", "领导小组", "的通知", "青国资〔2031〕8号", CHINESE_DUTY).issuer == ""
    assert properties_of("渡船名册", "青浦县国资委", CHINESE_DUTY).issuer == ""


def test_minutes_are_of_the_body_in_their_title() -> None:
    assert properties_of("青浦县航运局局长办公会议纪要", "〔2031〕第3次", CHINESE_DUTY).issuer == "青浦县航运局"


@pytest.mark.parametrize(
    ("lines", "issuer", "number", "issued"),
    [
        (["Issued by the Ministry of Ferries, Safety Department"], "Ministry of Ferries, Safety Department", "", ""),
        (["Published by the Ferry Office on 6 May 2031. Applies to all ferries."], "Ferry Office", "", "2031-05-06"),
        (["Ferry Office, Circular No. 8/2031, 6 May 2031, in force from 1 June 2031"], "Ferry Office", "Circular No. 8/2031", "2031-05-06"),
        (["Ferry Office, Registry. Updated 6 May 2031"], "Ferry Office, Registry", "", "2031-05-06"),
        (["Ferry Office. Meeting of 6 May 2031, 9:00, room 2"], "Ferry Office", "", ""),
        (["Issuing organ: Ferry Office of Quay"], "Ferry Office of Quay", "", ""),
        (["Ferry Commission of Quay", "No. FC-Q [2031] 8"], "Ferry Commission of Quay", "No. FC-Q [2031] 8", ""),
        (["发布单位：青浦县国资委 2031年5月6日"], "青浦县国资委", "", "2031-05-06"),
    ],
)
def test_a_line_says_who_issued_a_text_beside_its_number_and_day(lines: list[str], issuer: str, number: str, issued: str) -> None:
    found = properties_of("Rules for Ferries", *lines, DUTY)
    assert (found.issuer, found.number) == (issuer, number)
    assert not issued or found.issued == issued
    assert "issuer" not in guesses_in(found, ())


def test_what_somebody_else_issues_names_no_issuer() -> None:
    assert properties_of("Rules for Ferries", "Issued by the person who rows the ferry on 6 May 2031.", DUTY).issuer == ""


@pytest.mark.parametrize(
    "line",
    [
        "In force from 1 June 2031. These Rules replace the Ferry Order.",
        "Effective 1 June 2031",
        "Effective from June 1, 2031",
        "Implemented since 1 June 2031",
        "Ferry Office, Circular No. 8/2031, in force from 1 June 2031",
    ],
)
def test_a_line_under_the_title_says_from_when_a_text_applies(line: str) -> None:
    assert properties_of("Rules for Ferries", line, DUTY).effective == "2031-06-01"


def test_a_sentence_on_something_else_says_nothing_of_when_the_text_applies() -> None:
    assert properties_of("Rules for Ferries", "Effective 1 June 2031 every ferry must carry a bell.", DUTY).effective == ""
    assert properties_of("Rules for Ferries", DUTY, "Permits are valid from 1 June 2031, with a term of validity of 3 years.").expires == ""


@pytest.mark.parametrize(
    "line",
    [
        "These Rules are carried out from 1 June 2031, with a term of validity of 3 years.",
        "These Rules are explained by the Ferry Office. They apply from June 1, 2031, with a term of validity of three years.",
        "This Circular is valid from 1 June 2031, for a period of 3 years.",
    ],
)
def test_a_term_of_validity_tells_until_when_a_text_applies(line: str) -> None:
    found = properties_of("Rules for Ferries", DUTY, line)
    assert (found.effective, found.expires) == ("2031-06-01", "2034-06-01")
