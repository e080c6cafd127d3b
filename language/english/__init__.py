"""English."""

from pathlib import Path

from language.language import Language

LANGUAGE = Language("en", "English", Path(__file__).parent, english_name="English", stemmer="english")
