"""What colleagues read of each other's conversations by a link, and how one's own are printed."""

from assistant.web.pages.share.page import PAGE as PAGE
