"""The page on which requirements are looked up, compared and marked."""

from assistant.web.pages.requirements.page import PAGE as PAGE
