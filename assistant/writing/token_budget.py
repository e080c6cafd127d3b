"""How much text goes to a language model, counted in tokens by tiktoken with ranks that come with the package."""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.writing.model import ModelError

if TYPE_CHECKING:
    import tiktoken

RANKS = Path(__file__).parent / "ranks"
"""The folder of the token ranks."""
_FILE = "fb374d419588a4632f3f557e76b4b70aebbca790"  # o200k_base, under the name by which tiktoken looks for it
_HASH = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"


def tokens(text: str) -> int:
    """Count the tokens of `text` as o200k_base cuts it; other models count somewhat otherwise."""
    return len(_encoding(RANKS).encode(text, disallowed_special=()))


@cache
def _encoding(ranks: Path) -> "tiktoken.Encoding":
    """Load the encoding without a download; raises ModelError where the file is damaged, which tiktoken would fetch anew."""
    path = ranks / _FILE
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != _HASH:
        raise ModelError("The token ranks of the package are damaged; install it anew.")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(ranks)
    import tiktoken

    return tiktoken.get_encoding("o200k_base")
