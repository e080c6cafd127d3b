"""The commands of `policy-assistant`."""
