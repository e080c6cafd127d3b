"""A language is one folder: French is added from outside, and its words are read where those of the others are."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = {
    "__init__.py": "from pathlib import Path\nfrom language.language import Language\nLANGUAGE = Language('fr', 'Français', Path(__file__).parent)\n",
    "lexicon/months.yaml": "[janvier janv, février févr, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre]",
    "lexicon/quantities.yaml": "ordinal_ends: [er]\npercent: ['pour\\s?cent\\b']\nones: {deux: 2, trois: 3}\nscales: {milliards: 1.0e+9}",
    "lexicon/measures.yaml": "bounds: {at_least: [au moins], at_most: [au plus]}\nuntil: [avant le]",
    "lexicon/modality.yaml": (
        "auxiliaries: [doit, devrait, peut]\nentries:\n  - {modality: must_not, words: [ne doit pas]}\n  - {modality: must, words: [doit]}\n"
        "  - {modality: should, words: [devrait]}\n  - {modality: may, words: [peut]}\n"
    ),
    "lexicon/themes.yaml": "governance: [gouvernance]",
}
PROGRAM = """
import sys
import language
language.__path__.append(sys.argv[1])
from assistant.writing.verification import verify
from language.claims import claims
from language.quantities import quantities
from ingest.extraction.themes import THEMES, theme_of
from vectorstore.document import Document

assert [one.value for one in quantities("le 1er mars 2025, 12 pour cent, 3 milliards")] == ["2025-03-01", "12", "3000000000"]
(measure,) = claims("La part atteint au moins 12 pour cent.").measures
assert (measure.bound, measure.value) == (">=", "12")
source = ["La banque devrait publier le rapport avant le 3 juin 2025."]
assert verify("La banque devrait publier le rapport avant le 3 juin 2025.", source).is_confirmed
for wrong in ("doit", "peut", "ne doit pas"):
    assert not verify(f"La banque {wrong} publier le rapport avant le 3 juin 2025.", source).is_confirmed, wrong
assert not verify("La banque devrait publier le rapport avant le 3 mai 2025.", source).is_confirmed
assert theme_of(Document(title="", text="gouvernance"), 0, "La gouvernance compte.") == "governance"
"""


def test_french_is_one_folder(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / "french" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
