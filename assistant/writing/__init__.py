"""Answers that a language model writes, and their check."""
