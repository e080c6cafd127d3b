"""What goes wrong between a user and the assistant."""

from language.messages import PolicyError


class AssistantError(PolicyError):
    """What was asked for cannot be done; the message says why in a sentence."""


class SettingError(PolicyError):
    """A setting has a value that cannot be; the message names the variable."""
