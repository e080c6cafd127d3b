"""Texts for language models: Markdown files beside this one, with {{names}} where values stand. The assistant that quotes needs none."""

import re
from pathlib import Path

_FOLDER = Path(__file__).parent
_NAME = re.compile(r"\{\{(\w+)\}\}")


def render(name: str, **values: str) -> str:
    """Give the prompt `name` with `values` in their places; raises KeyError where one is missing. Values are put in as they are, once."""
    text = (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return _NAME.sub(lambda found: values[found[1]], text).strip()
