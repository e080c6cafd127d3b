"""HTML from the templates that lie beside the pages; all that they are given is escaped."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def render(name: str, **values: Any) -> str:
    """Give the HTML of the template `name`, a path from assistant/web; raises UndefinedError where a value is missing."""
    return _TEMPLATES.get_template(name).render(values)


def _without_direction_marks(value: object) -> object:
    """Give text without what turns the order of what follows it around; markup of ours as it is."""
    return _DIRECTION_MARKS.sub("", value) if type(value) is str else value


_TEMPLATES = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_without_direction_marks,
    loader=FileSystemLoader(Path(__file__).parents[1]),
    trim_blocks=True,
    lstrip_blocks=True,
)
