"""Text that whoever sees a page of a PDF does not see: invisible, of the paper's colour, tiny or beside the page."""

from collections.abc import Iterator

import numpy
from pypdfium2 import PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from ingest.readers.pdf.characters import Drawn
from ingest.readers.pdf.words import Edge

_SCALE = 2.0  # of the picture in which faint text is looked for
_LEAST_CONTRAST = 12  # of 255


def unseen_words(page: PdfPage, drawn: list[Drawn]) -> set[int]:
    """Give the ids of the words that nobody sees. Invisible text over a picture is what was recognised in it."""
    unseen = {id(one.word) for one in drawn if one.style.tiny}
    if invisible := [one for one in drawn if one.style.unseen]:
        pictures = [picture.get_bounds() for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)]
        unseen |= {id(one.word) for one in invisible if not any(_holds(picture, one.word.centre) for picture in pictures)}
    left, bottom, right, top = page.get_bbox()
    left, bottom, right, top = left - 2, bottom - 2, right + 2, top + 2
    words = [one.word for one in drawn]
    unseen |= {
        id(word) for word in words if not (left <= (word.left + word.right) / 2 <= right and bottom <= (word.top + word.bottom) / 2 <= top)
    }
    faint = [one for one in drawn if one.style.faint and id(one.word) not in unseen]
    return unseen | set(_without_contrast(page, faint) if faint else ())


def _holds(box: Edge, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _without_contrast(page: PdfPage, drawn: list[Drawn]) -> Iterator[int]:
    """Give the ids of the words of which a picture of the page shows nothing."""
    left, _, _, top = page.get_bbox()
    picture = page.render(scale=_SCALE, rotation=-page.get_rotation() % 360, grayscale=True).to_numpy()
    for one in drawn:
        word = one.word
        margin = (word.top - word.bottom) / 4  # above and below the letters, where rules may run
        rows = slice(max(0, int((top - word.top + margin) * _SCALE)), int((top - word.bottom - margin) * _SCALE) + 1)
        columns = slice(max(0, int((word.left - left) * _SCALE)), int((word.right - left) * _SCALE) + 1)
        part = picture[rows, columns]
        if part.size and int(numpy.max(part)) - int(numpy.min(part)) < _LEAST_CONTRAST:
            yield id(word)
