"""English."""

from pathlib import Path

from language.language import Language
from language.messages import message

LANGUAGE = Language("en", "English", Path(__file__).parent, message("English"), stemmer="english")
