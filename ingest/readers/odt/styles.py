"""What the styles of an OpenDocument text say of its words: hidden, struck, raised."""

from collections.abc import Iterable

from lxml import etree

from ingest.readers.odt.names import qn


class Styles:
    """The styles of a file, by family and name, each with that on which it is based."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles = {
            (style.get(qn("style:family")), style.get(qn("style:name"))): style for root in roots for style in root.iter(qn("style:style"))
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

    def _value(self, family: str, name: str | None, attribute: str) -> str:
        seen: set[str | None] = set()
        while name and name not in seen and (style := self._styles.get((family, name))) is not None:
            for properties in style.iter(qn("style:text-properties")):
                if (value := properties.get(qn(attribute))) is not None:
                    return str(value)
            seen.add(name)
            name = style.get(qn("style:parent-style-name"))
        return ""
