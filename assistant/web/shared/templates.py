"""HTML from the templates that lie beside the pages; all that they are given is escaped."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

import assistant.web.pages as pages
from assistant.answer.requirement_text import summary_line, targets_in_words
from assistant.web.shared.resources import resource
from language.messages import Message
from vectorstore.requirement import Requirement

_WEB = Path(__file__).parents[1]
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BULLETS = re.compile(r"\A(?:\s*[-–—*•·●○▪■□◦◆‣∙]\s+|\s*[–—•·●○▪■□◦◆‣∙])+")
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def render(template: str, /, **values: Any) -> Markup:
    """Give the HTML of a template, a path from assistant/web; raises UndefinedError where a value is missing."""
    return Markup(_TEMPLATES.get_template(template).render(values))


def shown(text: object) -> Markup:
    """Give `text` so that a browser shows it as it is: no markup, no direction overrides, line ends kept."""
    return Markup("<br>").join(escape(line) for line in _LINE_ENDS.split(_DIRECTION_MARKS.sub("", str(text))))


def _without_direction_marks(value: object) -> object:
    """Give text without what turns the order of what follows it around; markup of ours as it is."""
    return _DIRECTION_MARKS.sub("", value) if type(value) is str else value


def _unmarked(text: str) -> str:
    """Give text without the bullet with which it begins, for a list that shows one."""
    return _BULLETS.sub("", text)


@pass_context
def _counted(context: Context, one: str, many: str, count: int, **values: Any) -> str:
    return str(context["_"].counted(one, many, count=count, **values))


@pass_context
def _translated(context: Context, said: str | Message) -> str:
    """Tell a message; a mere text, as earlier versions stored it, as it is."""
    return str(context["_"].tell(said)) if isinstance(said, Message) else said


@pass_context
def _targets(context: Context, requirement: Requirement) -> list[str]:
    return targets_in_words(requirement, context["_"])


def _source(name: str) -> tuple[str, str, Any] | None:
    """Find a template, one of a page in the folders from which pages come."""
    folder, _, rest = name.partition("/")
    roots = [Path(one) / rest for one in pages.__path__] if folder == "pages" else [_WEB / name]
    path = next((one for one in roots if one.is_file()), None)
    return (path.read_text(encoding="utf-8"), str(path), None) if path else None


_TEMPLATES = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_without_direction_marks,
    loader=FunctionLoader(_source),
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals |= {"counted": _counted, "resource": resource}
_TEMPLATES.filters |= {"shown": shown, "summary": summary_line, "targets": _targets, "translated": _translated, "unmarked": _unmarked}
