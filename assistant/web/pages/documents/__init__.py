"""The page that lists the documents, and on which administrators keep them."""

from assistant.web.pages.documents.page import PAGE as PAGE
