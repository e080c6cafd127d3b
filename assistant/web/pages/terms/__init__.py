"""The page that explains every term of the library and shows where it is used."""

from assistant.web.pages.terms.page import PAGE as PAGE
