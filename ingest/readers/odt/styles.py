"""What the styles of an OpenDocument text say of its words: hidden, struck, raised, white, in a font of symbols."""

from collections.abc import Iterable, Iterator

from lxml import etree

from ingest.readers.odt.names import qn

_BACKGROUNDS = tuple(qn(f"style:{name}-properties") for name in ("text", "paragraph", "table-cell", "table-row", "table", "graphic"))
_BOLD = 600
_PAPER = ("", "transparent", "#ffffff")


class Styles:
    """The styles of a file, by family and name, each with that on which it is based."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        roots = list(roots)
        self._styles = {
            (style.get(qn("style:family")), style.get(qn("style:name"))): style for root in roots for style in root.iter(qn("style:style"))
        }
        self._fonts = {
            str(face.get(qn("style:name"))): str(face.get(qn("svg:font-family"), "")).strip("'\"")
            for root in roots
            for face in root.iter(qn("style:font-face"))
        }

    def is_hidden(self, family: str, name: str | None) -> bool:
        """Say whether a style shows nothing."""
        return self._value(family, name, "text:display") == "none"

    def is_struck(self, family: str, name: str | None) -> bool:
        """Say whether a style strikes words out."""
        line = self._value(family, name, "style:text-line-through-style") or self._value(family, name, "style:text-line-through-type")
        return line not in ("", "none")

    def is_raised(self, family: str, name: str | None) -> bool:
        """Say whether a style raises figures above the line."""
        place = self._value(family, name, "style:text-position").split(" ")[0]
        return place == "super" or (place.rstrip("%").isdigit() and int(place.rstrip("%")) > 0)

    def is_white(self, family: str, name: str | None) -> bool:
        """Say whether a style writes in white on what is not coloured by itself."""
        return self._value(family, name, "fo:color").lower() == "#ffffff" and not self.is_coloured(family, name)

    def is_coloured(self, family: str, name: str | None) -> bool:
        """Say whether a style puts a colour behind what has it."""
        return self._value(family, name, "fo:background-color", _BACKGROUNDS).lower() not in _PAPER

    def is_bold(self, family: str, name: str | None) -> bool:
        """Say whether a style writes in bold letters."""
        weight = self._value(family, name, "fo:font-weight")
        return weight == "bold" or (weight.isdigit() and int(weight) >= _BOLD)

    def data_style(self, name: str | None) -> str:
        """Give the name of the format in which cells of a style show their values, empty where there is none."""
        return next((str(own) for style in self._based("table-cell", name) if (own := style.get(qn("style:data-style-name")))), "")

    def font(self, family: str, name: str | None) -> str:
        """Give the name of the font of a style, empty where it names none."""
        face = self._value(family, name, "style:font-name")
        return self._fonts.get(face) or face or self._value(family, name, "fo:font-family").strip("'\"")

    def list_of(self, name: str | None) -> str | None:
        """Give the name of the style of lists that paragraphs of a style have."""
        return next((str(own) for style in self._based("paragraph", name) if (own := style.get(qn("style:list-style-name")))), None)

    def _value(self, family: str, name: str | None, attribute: str, properties: tuple[str, ...] = _BACKGROUNDS[:1]) -> str:
        for style in self._based(family, name):
            for own in style.iterchildren(*properties):
                if (value := own.get(qn(attribute))) is not None:
                    return str(value)
        return ""

    def _based(self, family: str, name: str | None) -> Iterator[etree._Element]:
        """Give a style and those on which it is based."""
        seen: set[str | None] = set()
        while name and name not in seen and (style := self._styles.get((family, name))) is not None:
            yield style
            seen.add(name)
            name = style.get(qn("style:parent-style-name"))
