"""Documents around what is cited: the panel beside the other pages, finding in a document, and the originals."""

from assistant.web.pages.sources.page import PAGE as PAGE
