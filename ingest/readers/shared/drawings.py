"""What the diagrams and charts of office programs say, from their parts of a package."""

import re
from collections.abc import Iterator

from lxml import etree

from ingest.readers.formats.shown import shown
from ingest.readers.tables import Cell, table_lines

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MOST_POINTS = 2_000
_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?([eE][-+]?\d{1,2})?")
_USUAL = ("", "General", "0", "0.00", "0%")


def diagram_lines(part: bytes) -> list[str]:
    """Give the texts of the boxes of a diagram (SmartArt), in the order of its data."""
    boxes = _root(part).iter(f"{_DIAGRAM}pt")
    return [text for box in boxes if box.get("type", "node") in ("node", "asst", "doc") and (text := _spoken(box))]


def chart_lines(part: bytes) -> list[str]:
    """Give the title of a chart, and its values as a table: a row for each category, a column for each series."""
    chart = _root(part)
    title = chart.find(f".//{_CHART}chart/{_CHART}title")
    lines = [_spoken(title)] if title is not None else []
    series = list(chart.iter(f"{_CHART}ser"))
    columns = [(_first(one, "tx"), _points(one, "cat", "xVal"), _points(one, "val", "yVal")) for one in series]
    categories = dict.fromkeys(place for _, names, values in columns for place in (*names, *values))
    names = {place: name for _, own, _ in columns for place, name in own.items()}
    head = [Cell(""), *(Cell(name, names=True) for name, _, _ in columns)]
    rows = [[Cell(names.get(place, "")), *(Cell(values.get(place, "")) for _, _, values in columns)] for place in sorted(categories)]
    return [line for line in (*lines, *(table_lines([head, *rows]) if rows else [])) if line]


def described(picture: etree._Element) -> str:
    """Give what a picture's author wrote of it for those who cannot see it."""
    return next((text for one in picture.iter("{*}cNvPr") if (text := " ".join(str(one.get("descr", "")).split()))), "")


def _root(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _spoken(element: etree._Element) -> str:
    paragraphs = ("".join(text.text or "" for text in one.iter(f"{_DRAWING}t")) for one in element.iter(f"{_DRAWING}p"))
    return " ".join(" ".join(paragraphs).split())


def _seen(text: str, code: str) -> str:
    """Give a value of a chart as its format shows it."""
    if not _NUMBER.fullmatch(text):
        return text
    number = float(text) if set(text) & set(".eE") else int(text)
    if code not in _USUAL:
        from ingest.readers.xlsx.serials import moment_of  # most charts need its library not

        if (moment := moment_of(number, code)) is not None:
            return shown(moment, code)
    return shown(number, code)


def _first(series: etree._Element, name: str) -> str:
    own = series.find(f"{_CHART}{name}")
    return next(_values(own), ("", ""))[1] if own is not None else ""


def _points(series: etree._Element, *names: str) -> dict[int, str]:
    own = next((found for name in names if (found := series.find(f"{_CHART}{name}")) is not None), None)
    return {int(place): text for place, text in _values(own) if place.isdigit() and int(place) < _MOST_POINTS} if own is not None else {}


def _values(element: etree._Element) -> Iterator[tuple[str, str]]:
    code = element.findtext(f".//{_CHART}formatCode") or ""
    for point in element.iter(f"{_CHART}pt"):
        yield str(point.get("idx", "")), _seen((point.findtext(f"{_CHART}v") or "").strip(), str(point.get("formatCode", code)))
    direct = element.findtext(f"{_CHART}v")
    if direct:
        yield "0", direct.strip()
