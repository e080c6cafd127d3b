"""What goes wrong between a user and the assistant."""


class AssistantError(Exception):
    """What was asked for cannot be done; the text says why in a sentence."""
