"""A language is added as one folder: its words, questions and months, nothing else is touched."""

import subprocess
import sys
from pathlib import Path

FILES = {
    "__init__.py": (
        "from pathlib import Path\nfrom language.language import Language\n"
        "LANGUAGE = Language('fr', 'Français', Path(__file__).parent, stemmer='french', letters='a-zà-ÿœ')\n"
    ),
    "lexicon/stop_words.yaml": "le la les de des du un une et est qui que dans pour par doit doivent a au aux",
    "lexicon/questions.yaml": "asks: {who: ['qui'], when: ['quand', 'à quelle date']}",
    "lexicon/numbering.yaml": "chapter: ['chapitre\\s+[ivxlc]+\\b']",
    "lexicon/months.yaml": "[janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre]",
}
PROGRAM = """
import sys, language
language.__path__.append(sys.argv[1])
from language.language import language_code_of, language_of
from language.numbering import rank_of
from language.question_types import question_about, question_types
from language.tokens import telling_words, words
from ingest.metadata.dates import date_in
french = "Les conseils doivent publier des rapports réguliers dans les entreprises"
print(*telling_words(french))
print(*words("The boards must publish regular reports 国资委"))
print(language_of(french).code, language_code_of(french), language_of("The boards publish it").code, language_of("国资委").code)
print(*question_types("À quelle date doit-on publier ?"), *question_types("Who must report?"))
print(question_about(language_of(french), "duty", body="conseil"), language_of(french).limit("title"))
print(date_in("le 3 août 2024"), date_in("3 August 2024"), rank_of("Chapitre IV"), rank_of("Chapter 4"))
"""


def test_a_third_language_is_one_folder(tmp_path: Path) -> None:
    for file, text in FILES.items():
        path = tmp_path / "french_for_a_test" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-c", PROGRAM, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=Path(__file__).parents[2], check=False)
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "conseil publi rapport réguli entrepris",
        "the board must publish regular report 国资 资委",
        "fr fr en zh",
        "when who",
        "What must the conseil do? 200",
        "2024-08-03 2024-08-03 2 2",
    ]
