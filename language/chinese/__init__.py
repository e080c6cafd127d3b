"""Chinese."""

from pathlib import Path

from language.language import Language

LANGUAGE = Language("zh", "中文", Path(__file__).parent, parts_words=False)
