"""French."""

from pathlib import Path

from language.language import Language

LANGUAGE = Language("fr", "Français", Path(__file__).parent, english_name="French", stemmer="french", letters="a-zà-öø-ÿœ")
