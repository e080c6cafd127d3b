"""Answers that quote."""
