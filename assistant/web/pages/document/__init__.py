"""The page of one document: what it is, what it says in short, and how it stands to others."""

from assistant.web.pages.document.page import PAGE as PAGE
