"""French."""

from pathlib import Path

from language.language import Language
from language.messages import message

LANGUAGE = Language("fr", "Français", Path(__file__).parent, message("French"), stemmer="french", letters="a-zà-öø-ÿœ")
