"""The page that tells administrators what the library lacks and how it is used."""

from assistant.web.pages.insights.page import PAGE as PAGE
