"""Texts for language models; the assistant that quotes needs none."""
