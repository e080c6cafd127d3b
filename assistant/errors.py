"""What goes wrong between a user and the assistant."""

from language.messages import PolicyError


class AssistantError(PolicyError):
    """What was asked for cannot be done; the message says why in a sentence."""


class UnknownNameError(AssistantError):
    """A name that was given is that of nothing in the library; the message says which are near it."""


class SettingError(PolicyError):
    """A setting has a value that cannot be; the message names the variable."""
