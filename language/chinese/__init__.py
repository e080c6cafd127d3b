"""Chinese; texts in Japanese and Korean are read as if they were Chinese."""

from pathlib import Path

from language.language import Language
from language.messages import message
from language.text.scripts import CJK

LANGUAGE = Language("zh", "中文", Path(__file__).parent, message("Chinese"), script=CJK, parts_words=False)
