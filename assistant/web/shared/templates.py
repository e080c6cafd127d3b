"""The pages' HTML: Jinja2 templates beside the code, in which every value is escaped."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

_WEB = Path(__file__).parents[1]
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def render(template: str, **values: Any) -> Markup:
    """Give the template, a path below this package's folder of pages, with `values`; a missing one is an error."""
    return Markup(_environment().get_template(template).render(values))


def shown(text: object) -> Markup:
    """Give `text` so that a browser shows it as it is: no markup, no direction overrides, line ends kept."""
    return Markup("<br>").join(escape(line) for line in _LINE_ENDS.split(_DIRECTION_MARKS.sub("", str(text))))


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, loader=FileSystemLoader(_WEB), trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["shown"] = shown
    return environment
