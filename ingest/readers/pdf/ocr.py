"""Text recognised in the picture of a page, by RapidOCR: an extra, whose models come with it."""

from functools import cache
from importlib.util import find_spec
from typing import Any

from pypdfium2 import PdfPage

from ingest.readers.pdf.page import Page
from ingest.readers.pdf.words import Word

_DOTS = 2_000  # of the longer side of a page's picture
_LEAST_SURE = 0.5
_HEIGHT = 0.72  # of a line's box: the size of its font


def is_installed() -> bool:
    """Say whether text in pictures can be recognised."""
    return find_spec("rapidocr") is not None


def recognised(page: PdfPage, number: int) -> Page:
    """Give a page with the lines that are recognised in its picture, each as one word."""
    width, height = page.get_size()
    scale = _DOTS / max(width, height, 1)
    found = _engine()(page.render(scale=scale, rev_byteorder=False).to_numpy())
    words = []
    for corners, text, sure in zip(found.boxes if found.boxes is not None else (), found.txts or (), found.scores or (), strict=True):
        xs, ys = [float(corner[0]) / scale for corner in corners], [float(corner[1]) / scale for corner in corners]
        if sure >= _LEAST_SURE and text.strip():
            size = round(_HEIGHT * (max(ys) - min(ys)), 1)
            words.append(Word(min(xs), min(ys), max(xs), max(ys), text.strip(), size, False, True))
    return Page(number, words, [], width, height)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return RapidOCR(params={**threads, "Global.log_level": "error"})
