"""A language is added as one folder: a made-up one, whose words are read where those of the others are; nothing else is touched."""

import subprocess
import sys
from pathlib import Path

FILES = {
    "__init__.py": (
        "from pathlib import Path\nfrom language.language import Language\nfrom language.messages import message\n"
        "LANGUAGE = Language('xx', 'Zorbian', Path(__file__).parent, message('Zorbian'), stemmer='esperanto', letters='a-zŝŭ')\n"
    ),
    "lexicon/stop_words.yaml": "za ze zo zun zaj",
    "lexicon/questions.yaml": "asks: {who: ['zu'], when: ['zam', 'zidaŭ']}",
    "lexicon/numbering.yaml": "chapter: ['zapitro\\s+[ivxlc]+\\b']",
    "lexicon/months.yaml": "[janz, febz, marz, aprz, majz, junz, julz, aŭgz, sepz, oktz, novz, decz]",
    "lexicon/quantities.yaml": "ordinal_ends: [zu]\npercent: ['zocent\\b']\nones: {zdu: 2, ztri: 3}\nscales: {zmiliardoj: 1.0e+9}",
    "lexicon/measures.yaml": "bounds: {at_least: [zalmenaŭ]}\nuntil: [zis]",
    "lexicon/modality.yaml": (
        "auxiliaries: [zevas, zevus, zovas]\nentries:\n  - {modality: must_not, words: [zne zevas]}\n  - {modality: must, words: [zevas]}\n"
        "  - {modality: should, words: [zevus]}\n  - {modality: may, words: [zovas]}\n"
    ),
    "lexicon/themes.yaml": "governance: [zegado]",
}
PROGRAM = """
import sys
import language
language.__path__.append(sys.argv[1])
from assistant.writing.verification import verify
from ingest.extraction.themes import theme_of
from ingest.metadata.dates import date_in
from language.statements.claims import claims
from language.language import language_code_of, language_of
from language.text.numbering import rank_of
from language.statements.quantities import quantities
from language.question_types import question_about, question_types
from language.text.tokens import telling_words, words
from vectorstore.document import Document

text = "Za banko zevus publikigi ze raporton zis 3 junz 2025."
assert telling_words(text)[:1] == ["bank"], telling_words(text)
assert "board" in words("The boards must publish regular reports 国资委")
codes = language_of(text).code, language_code_of(text), language_of("The boards publish it").code, language_of("国资委").code
assert codes == ("xx", "xx", "en", "zh"), codes
assert [*question_types("Zidaŭ zevas?"), *question_types("Who must report?")] == ["when", "who"]
assert question_about(language_of(text), "duty", body="banko") == "What must the banko do?"
assert date_in("3 aŭgz 2024") == date_in("3 August 2024") == "2024-08-03"
assert rank_of("Zapitro IV") == rank_of("Chapter 4") == 2
assert [one.value for one in quantities("1zu marz 2025, 12 zocent, 3 zmiliardoj")] == ["2025-03-01", "12", "3000000000"]
(measure,) = claims("Zalmenaŭ 12 zocent.").measures
assert (measure.bound, measure.value) == (">=", "12")
assert verify(text, [text]).is_confirmed
for wrong in ("zevas", "zovas", "zne zevas"):
    assert not verify(text.replace("zevus", wrong), [text]).is_confirmed, wrong
assert not verify(text.replace("junz", "majz"), [text]).is_confirmed
assert theme_of(Document(title="", text="zegado"), 0, "Za zegado.") == "governance"
"""


def test_a_language_is_one_folder(tmp_path: Path) -> None:
    for file, text in FILES.items():
        path = tmp_path / "zorbian_for_a_test" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-c", PROGRAM, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=Path(__file__).parents[2], check=False)
    assert ran.stderr == ""
