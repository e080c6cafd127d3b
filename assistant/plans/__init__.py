"""Answers to questions for more than one passage: lists, summaries, comparisons, and questions on the library itself."""
