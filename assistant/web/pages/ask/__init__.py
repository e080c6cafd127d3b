"""The page on which one asks."""

from pathlib import Path

from assistant.web.pages.ask.routes import routes
from assistant.web.shared.pages import Page
from language.messages import message

PAGE = Page("", message("Ask"), Path(__file__).parent, routes, place=10)
