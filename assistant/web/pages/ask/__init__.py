"""The page on which one asks."""

import os
from pathlib import Path

from assistant.web.pages.ask.routes import routes
from assistant.web.shared.pages import Page
from language.messages import message

# Before Gradio is imported: its switches for outside connections.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

PAGE = Page("", message("Ask"), Path(__file__).parent, routes, place=10)
