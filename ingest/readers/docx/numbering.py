"""The numbers and bullets that Word puts before paragraphs, which stand in no paragraph's text."""

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from ingest.readers.shared.list_levels import Level, List

_STYLES = {
    "lowerRoman": "lower-roman", "upperRoman": "upper-roman", "lowerLetter": "lower-letter", "upperLetter": "upper-letter",
    "ordinal": "ordinal", "cardinalText": "cardinal-words", "ordinalText": "ordinal-words",
    "decimalZero": "zero", "decimalFullWidth": "full-width", "decimalFullWidth2": "full-width",
    "decimalEnclosedParen": "bracketed", "decimalEnclosedFullstop": "dotted", "ideographTraditional": "stem", "ideographZodiac": "branch",
    "ideographDigital": "chinese-digits", "japaneseDigitalTenThousand": "chinese-digits", "taiwaneseDigital": "chinese-digits",
    "chineseLegalSimplified": "chinese-legal", "ideographLegalTraditional": "chinese-legal-traditional",
    "japaneseLegal": "japanese-legal", "ganada": "korean-syllables", "chosung": "korean-letters", "koreanDigital": "korean-digits",
    "koreanDigital2": "chinese-digits", "koreanCounting": "korean-numerals", "aiueo": "japanese-syllables",
    "aiueoFullWidth": "japanese-syllables", "iroha": "japanese-poem", "irohaFullWidth": "japanese-poem", "russianLower": "russian-lower",
    "russianUpper": "russian-upper", "hebrew2": "hebrew", "arabicAlpha": "arabic", "numberInDash": "dashed",
}  # fmt: skip
_STYLES |= dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"), "circled")
_STYLES |= dict.fromkeys(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "taiwaneseCounting"), "chinese"
)


class Numbers:
    """Counts the lists of a document as its paragraphs come, in order."""

    def __init__(self, document: WordDocument) -> None:
        self._lists: dict[str, List] = {}
        self._abstract: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._of_styles: dict[tuple[str, str], int] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # a document without lists has no such part
            return
        self._read_lists(list(numbering.iterchildren(qn("w:abstractNum"))))
        for num in numbering.iterchildren(qn("w:num")):
            self._read_use(num)

    def _read_lists(self, lists: list[etree._Element]) -> None:
        """Read the lists; one that only refers to the style of another is that other."""
        named = {link.get(qn("w:val")): one for one in lists if (link := one.find(qn("w:styleLink"))) is not None}
        for one in lists:
            link = one.find(qn("w:numStyleLink"))
            own = named.get(link.get(qn("w:val")), one) if link is not None else one
            key = str(one.get(qn("w:abstractNumId")))
            levels = list(own.iterchildren(qn("w:lvl")))
            self._lists[key] = List({_number(level, "w:ilvl"): _level(level) for level in levels})
            for level in levels:
                if (style := level.find(qn("w:pStyle"))) is not None:
                    self._of_styles[key, str(style.get(qn("w:val")))] = _number(level, "w:ilvl")

    def _read_use(self, num: etree._Element) -> None:
        """Read where a list is used: it may begin anew, or write some levels in a way of its own."""
        key, link = str(num.get(qn("w:numId"))), num.find(qn("w:abstractNumId"))
        self._abstract[key] = str(link.get(qn("w:val"))) if link is not None else ""
        self._levels[key], self._starts[key] = {}, {}
        for override in num.iterchildren(qn("w:lvlOverride")):
            place, own = _number(override, "w:ilvl"), override.find(qn("w:lvl"))
            if own is not None:
                self._levels[key][place] = _level(own)
                self._starts[key][place] = self._levels[key][place].start
            if override.find(qn("w:startOverride")) is not None:
                self._starts[key][place] = _value(override, "w:startOverride", 1)

    def level_of(self, key: str, style: str) -> int | None:
        """Give the level of the list `key` that the paragraphs of a style have; None where the list names none for it."""
        return self._of_styles.get((self._abstract.get(key, ""), style))

    def next(self, key: str, level: int) -> str:
        """Count a paragraph of the list `key` at `level` (0 is the outermost), and give what stands before it."""
        found = self._lists.get(self._abstract.get(key, ""))
        return found.next(level, self._levels[key], self._starts[key]) if found else ""


def _level(level: etree._Element) -> Level:
    text = level.find(qn("w:lvlText"))
    format = _format(level)
    return Level(
        _STYLES.get(format, format),
        text.get(qn("w:val"), "") if text is not None else "",
        _value(level, "w:start", 1),
        level.find(qn("w:isLgl")) is not None,
        _value(level, "w:lvlRestart", 1) != 0,
    )


def _format(level: etree._Element) -> str:
    format = next(level.iter(qn("w:numFmt")), None)
    if format is None:
        return "decimal"
    return str(format.get(qn("w:format")) or format.get(qn("w:val"), "decimal"))


def _value(element: etree._Element, tag: str, default: int) -> int:
    child = element.find(qn(tag))
    return _number(child, "w:val", default) if child is not None else default


def _number(element: etree._Element, name: str, default: int = 0) -> int:
    value = str(element.get(qn(name), ""))
    return min(int(value), 100_000) if value.isascii() and value.isdigit() else default
