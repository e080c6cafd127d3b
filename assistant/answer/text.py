"""An answer as plain text."""

from collections.abc import Iterable, Sequence
from functools import reduce

from assistant.answer.blocks import (
    Block,
    Caution,
    Heading,
    OtherLanguage,
    Paragraph,
    Quote,
    Related,
    RequirementLine,
    Statement,
    Support,
    Table,
    lines_of,
)
from assistant.answer.citation import Citation
from assistant.answer.doubt import doubt, withdrawn
from language.language import language_of
from language.messages import translations

_LONGEST_TITLE, _LONGEST_ISSUER = 110, 40
_STOPS = (".", "!", "?", "。", "！", "？")


def as_text(blocks: Sequence[Block], language: str, separator: str = "\n\n") -> str:
    """Give the blocks as text, but for warnings: sentences, quotes with the place where they stand, statements with their numbers.

    What is said of places is said in `language`.
    """
    statements = [block for block in blocks if isinstance(block, Statement)]
    parts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph() | RequirementLine() | Heading():
                parts.append(block.text)
            case Quote():
                parts += [quoted(citation, language) for citation in block.citations]
            case Table():
                parts.append(tabled(block))
            case Related():
                parts.append(nearby(block))
            case OtherLanguage():
                parts.append(elsewhere(block))
            case Statement() if block is statements[0]:
                parts += _written(statements)
            case Statement() | Caution():
                pass
    return separator.join(parts)


def quoted(citation: Citation, language: str) -> str:
    """Give a quote with its number, and in a line of its own the place where it stands."""
    return f"{in_marks(citation.quote, language)} [{citation.number}]\n— {place(citation, language)}"


def tabled(table: Table) -> str:
    """Give the rows of a table as lines, each with its number."""
    numbered = zip(table.rows, table.citations, strict=True)
    return "\n".join(f"• {' · '.join(cell for cell in row if cell)} [{citation.number}]" for row, citation in numbered)


def in_marks(text: str, language: str) -> str:
    """Give `text` between the quotation marks of a language."""
    return translations(language)("“{text}”", text=text)


def titled(title: str, language: str) -> str:
    """Give the title of a document between the marks that a language has for titles."""
    return translations(language)("“{title}”", title=title)


def nearby(block: Related) -> str:
    """Say in a sentence of what the documents speak nearby."""
    _ = translations(block.language)
    places = dict.fromkeys(place(citation, block.language) for citation in block.citations)
    return _("Nearby they speak of: {places}.", places=_("; ").join(places))


def elsewhere(block: OtherLanguage) -> str:
    """Say in a sentence where the same stands in another language."""
    _ = translations(block.language)
    places = (f"{place(citation, block.language)} [{citation.number}]" for citation in block.citations)
    return _("The same in another language: {places}.", places=_("; ").join(places))


def _written(statements: Sequence[Statement]) -> list[str]:
    """Give the lines of statements as one part, then what was withdrawn."""
    lines = (line[0].lead + " ".join(map(stated, line)) for line in lines_of(statements))
    return ["\n".join(lines), *(withdrawn(one) for one in statements if one.support is Support.WITHDRAWN)]


def stated(statement: Statement) -> str:
    """Give a statement with its numbers before its full stop, and what is to be known of it."""
    numbers = "".join(f"[{number}]" for number in statement.numbers)
    stop = statement.text[-1] if statement.text.endswith(_STOPS) else ""
    body = statement.text[: len(statement.text) - len(stop)]
    cited = f"{body}{' ' if numbers and language_of(body).parts_words else ''}{numbers}{stop}"
    return f"{cited} ({mark})" if (mark := doubt(statement)) else cited


def place(citation: Citation, language: str) -> str:
    """Say in a line where a quote stands, shortened where titles are endless, and its language where it is not `language`."""
    _ = translations(language)
    about = in_a_row((shortened(citation.issuer, _LONGEST_ISSUER), _.day(citation.issued)), language)
    title = shortened(citation.title)
    parts = [_("{title} ({about})", title=title, about=about) if about else title]
    parts += [_("p. {page}", page=citation.page)] if citation.page else []
    parts += [_("text recognised in a scan")] if citation.scanned else []
    parts += [_("in {language}", language=own.called)] if (own := language_of(citation.quote)).code != language else []
    return in_a_row(parts, language)


def in_a_row(parts: Iterable[str], language: str) -> str:
    """Give what is said of something, one after the other, as a language writes it; what is empty is left out."""
    _ = translations(language)
    return reduce(lambda first, second: _("{first}, {second}", first=first, second=second), [part for part in parts if part] or [""])


def shortened(text: str, most: int = _LONGEST_TITLE) -> str:
    """Give at most `most` characters of `text`."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
