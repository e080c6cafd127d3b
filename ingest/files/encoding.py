"""Bytes to text, whatever their encoding."""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress

from ingest.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PAGE_CODES = {
    "932": "cp932", "936": "gb18030", "949": "cp949", "950": "cp950", "1250": "cp1250", "1251": "cp1251", "1252": "cp1252",
    "1253": "cp1253", "1254": "cp1254", "10008": "gb18030", "54936": "gb18030", "65001": "utf-8",
}  # fmt: skip
"""Windows code pages by their number."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_STRANGE = re.compile(f"{_CONTROL.pattern[:-1]}\ufffd]")
_SAMPLE = 65_536
_MOST_BROKEN = 0.05  # of the characters beyond ASCII: a text that a few bytes are wrong in is in that encoding still


def decode(content: bytes) -> str:
    """Decode by byte-order mark, then as declared in the text, then as UTF-8, then by detection; a few wrong bytes are passed over.

    Gives NFC text with \n line ends and no control characters. Raises ReadingError for bytes that are not text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _clean(content.decode(encoding, errors="replace"))
    text = decoded(content, [*_declared(content), *_wide(content), "utf-8"])
    return _clean(_detected(content) if text is None else text)


def decoded(content: bytes, encodings: Sequence[str]) -> str | None:
    """Decode by the first of `encodings` in which no byte is wrong, else by one in which few are; None where there is none."""
    for encoding in encodings:
        with suppress(UnicodeDecodeError, LookupError):
            return content.decode(wider(encoding))
    for encoding in reversed(encodings):
        with suppress(LookupError):
            text = content.decode(wider(encoding), errors="replace")
            if text.count("\ufffd") <= _MOST_BROKEN * sum(not character.isascii() for character in text):
                return text
    return None


def encoded(text: str) -> bytes:
    """Give bytes that `decode` reads as `text`, whatever encoding is declared in it."""
    return codecs.BOM_UTF8 + text.encode("utf-8", errors="replace")


def _declared(content: bytes) -> list[str]:
    found = _DECLARED.search(content[:4096])
    return [(found[1] or found[2]).decode("ascii", errors="replace")] if found else []


def _wide(content: bytes) -> list[str]:
    """Give UTF-16 without its mark where every other byte of a text with Latin letters is zero."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.2 * len(sample) or min(even, odd) > 0.02 * len(sample):
        return []
    return ["utf-16-be" if even > odd else "utf-16-le"]


def wider(encoding: str) -> str:
    """Give the encoding that pages which declare `encoding` really use (WHATWG Encoding Standard)."""
    return {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "big5": "big5hkscs"}.get(encoding.lower(), encoding)


def _detected(content: bytes) -> str:
    from charset_normalizer import from_bytes  # this module is imported at every start

    sample = content[:_SAMPLE]
    best = from_bytes(sample).best()
    if best is None:
        raise ReadingError("The file is not text, or its encoding is not known.")
    if best.encoding in ("cp949", "euc_kr", "johab"):  # what short Chinese texts are taken for
        with suppress(UnicodeDecodeError):
            return content.decode("gb18030")
    return content.decode(wider(best.encoding.replace("_", "-")), errors="replace")


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    strange = len(_STRANGE.findall(text, 0, _SAMPLE))
    if strange > 0.02 * len(text[:_SAMPLE]):
        raise ReadingError("The file is not text: it holds too many characters that no text has.")
    return without_controls(text)


def without_controls(text: str) -> str:
    """Give `text` without control characters; tabs, line ends and form feeds stay."""
    return _CONTROL.sub("", text)
