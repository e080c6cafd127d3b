"""Chinese; texts in Japanese and Korean are read as if they were Chinese."""

from pathlib import Path

from language.language import Language
from language.text.scripts import CJK

LANGUAGE = Language("zh", "中文", Path(__file__).parent, english_name="Chinese", script=CJK, parts_words=False)
