"""The page on which one logs in; logging out, and choosing a language."""

from assistant.web.pages.login.page import PAGE as PAGE
