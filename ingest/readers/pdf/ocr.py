"""Text recognised in the picture of a page, by RapidOCR: an extra, whose models come with it."""

from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import Any

import numpy as np
from pypdfium2 import PdfPage

from ingest.readers.pdf.page import Page
from ingest.readers.pdf.words import Word, turned
from ingest.rendition.picture import FULL
from vectorstore.document import RecognisedLine

_DOTS = 2_000  # of the longer side of a page's picture
_DOTS_TO_FIND_LINES = 1_152
_NARROWED = 0.9  # of their width: how wide lines are recognised, which takes time by their width
_LEAST_SURE = 0.5
_HEIGHT = 0.72  # of a line's box: the size of its font
_ALIKE = 0.25  # of the usual size: lines without letters that reach up or down look that much smaller
_TALL = 1.5  # times its width: the height of a line that stands sideways
_TRIED = 7  # lines that tell whether a page stands upside down


def is_installed() -> bool:
    """Say whether text in pictures can be recognised."""
    return find_spec("rapidocr") is not None


def recognised(page: PdfPage, number: int) -> Page:
    """Give a page with the lines that are recognised in its picture, each as one word, turned so that they are upright."""
    width, height = page.get_size()
    scale = _DOTS / max(width, height, 1)
    picture = page.render(scale=scale, rev_byteorder=False).to_numpy()
    boxes, lines = _lines(picture)
    if not lines:
        return Page(number, [], [], width, height)
    quarter = _quarter(boxes, lines)
    if quarter in (2, 3):  # the engine lays lines that stand sideways on one side, upside down for the one of both
        lines = [np.ascontiguousarray(line[::-1, ::-1]) for line in lines]
    found = _engine().recognize_txt(lines)
    corner = {0: (0.0, 0.0), 1: (width, 0.0), 2: (width, -height), 3: (0.0, -height)}[quarter]
    words, places = [], []
    for corners, text, sure in zip(boxes, found.txts, found.scores, strict=True):
        if sure >= _LEAST_SURE and text.strip():
            xs, ys = corners[:, 0] / scale, corners[:, 1] / scale
            box = turned((float(xs.min()), -float(ys.min()), float(xs.max()), -float(ys.max())), quarter, corner)
            places.append(RecognisedLine(number, _place(corners, picture), text.strip()))
            words.append(Word(*box, text.strip(), round(_HEIGHT * (box[3] - box[1]), 1), False, True))
    usual = median(word.size for word in words) if words else 0
    for word in words:
        word.size = usual if abs(word.size - usual) < _ALIKE * usual else word.size
    return Page(number, words, [], *((width, height) if quarter % 2 == 0 else (height, width)), recognised=places)


def _place(corners: Any, picture: Any) -> tuple[int, int, int, int]:
    """Give the edges of a line in parts of FULL of the width and height of the picture."""
    height, width = picture.shape[:2]
    low, high = corners.min(axis=0) * FULL / (width, height), corners.max(axis=0) * FULL / (width, height)
    left, top, right, bottom = (min(max(round(float(edge)), 0), FULL) for edge in (*low, *high))
    return left, top, right, bottom


def _lines(picture: Any) -> tuple[Any, list[Any]]:
    """Give the corners of the lines of a picture, and the picture of each, laid from left to right."""
    engine = _engine()
    found = engine(picture, use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None or not len(found.boxes):
        return [], []
    return found.boxes, [_narrowed(line) for line in engine.crop_text_regions(picture, found.boxes)]


def _narrowed(line: Any) -> Any:
    """Give a picture with fewer columns, each the mean of those that it stands for."""
    width = line.shape[1]
    starts = np.linspace(0, width, max(1, round(_NARROWED * width)), endpoint=False).astype(int)
    counts = np.diff([*starts, width]).reshape(1, -1, *[1] * (line.ndim - 2))
    return (np.add.reduceat(line.astype(np.float32), starts, axis=1) / counts).astype(line.dtype)


def _quarter(boxes: Any, lines: list[Any]) -> int:
    """Give the quarter turns of the text of a page, as most of its longest lines have them."""
    tall = sum(float(np.ptp(box[:, 1])) > _TALL * float(np.ptp(box[:, 0])) for box in boxes)
    longest = sorted(lines, key=lambda line: line.shape[1] / line.shape[0], reverse=True)[:_TRIED]
    _, found = _engine().cls_and_rotate(longest)
    over = sum(label == "180" for label, _ in found.cls_res) >= len(longest) / 3 and _reads_better_turned(longest[:3])
    return (3 if over else 1) if tall > len(boxes) / 2 else (2 if over else 0)


def _reads_better_turned(lines: list[Any]) -> bool:
    engine = _engine()
    scores = [sum(engine.recognize_txt(way).scores) for way in (lines, [np.ascontiguousarray(line[::-1, ::-1]) for line in lines])]
    return bool(scores[1] > scores[0])


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    # Lines recognised one by one are not filled up to the length of the longest; finding lines needs less than reading them.
    sizes = {"Rec.rec_batch_num": 1, "Det.limit_type": "max", "Det.limit_side_len": _DOTS_TO_FIND_LINES}
    return RapidOCR(params={**threads, **sizes, "Global.log_level": "error"})
