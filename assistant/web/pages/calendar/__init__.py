"""The calendar of what is due, which calendar programs read by its address."""

from assistant.web.pages.calendar.page import PAGE as PAGE
