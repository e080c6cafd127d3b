"""What the head of the page tells of it, to who opens it and to who is sent its link: Gradio's template speaks of Gradio there."""

import re
from collections.abc import Sequence
from typing import cast

from gradio import Blocks
from gradio.routes import templates
from jinja2 import BaseLoader, Environment, FunctionLoader

from assistant.web.shared.templates import render
from language.messages import Translations

_TEMPLATE = "frontend/index.html"
_OF_GRADIO = re.compile(r"""<(?:meta\s+(?:property="og:|name="twitter:)|link\s+rel="manifest")[^>]*>\s*""")
_ABOUT = "about"


def tell_about(blocks: Blocks, _: Translations, scripts: Sequence[str], modules: Sequence[str]) -> None:
    """Let a page that is mounted tell of itself, in its language, and nothing of Gradio; its scripts and modules, which Gradio loads
    after all of its own, are fetched meanwhile."""
    told = render("shared/html/about.html", _=_) + render("pages/ask/preloaded.html", scripts=scripts, modules=modules)
    cast("dict[str, object]", blocks.config)[_ABOUT] = str(told)
    env = templates.env
    if env.loader is not None and not isinstance(env.loader, FunctionLoader):
        env.loader = _ours(env, env.loader)


def _ours(env: Environment, theirs: BaseLoader) -> FunctionLoader:
    """Give a loader of Gradio's templates that puts ours in the place of what the page tells of itself."""

    def load(name: str) -> str:
        source = theirs.get_source(env, name)[0]
        if name != _TEMPLATE:
            return source
        return _OF_GRADIO.sub("", source).replace("<style>", f"{{{{ config['{_ABOUT}'] | safe }}}}<style>", 1)

    return FunctionLoader(load)
