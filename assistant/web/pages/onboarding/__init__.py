"""The page for a newly appointed official."""

from assistant.web.pages.onboarding.page import PAGE as PAGE
