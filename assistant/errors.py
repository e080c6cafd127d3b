"""What goes wrong between a user and the assistant."""

from language.messages import PolicyError


class AssistantError(PolicyError):
    """What was asked for cannot be done; the text says why in a sentence."""
