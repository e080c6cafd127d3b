"""The health and the use of an installation."""
