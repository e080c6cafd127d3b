"""What the pages say, in English and Chinese."""

import re
from functools import cache
from pathlib import Path

import yaml
from starlette.requests import Request

LANGUAGES = ("en", "zh")
COOKIE = "policy_language"


class Texts:
    """Says things in one language; what it is asked to say is the English of it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._known = _chinese() if language == "zh" else {}

    def __call__(self, english: str, **values: object) -> str:
        """Give `english` in this language with `values` in its braces; itself where the table does not have it, as words of documents."""
        said = self._known.get(english, english)
        return said.format(**values) if values else said

    def told(self, sentence: str) -> str:
        """Give a sentence of the program, such as an error or a warning, in this language; as it is where no pattern of the table fits."""
        if sentence in self._known:
            return self._known[sentence]
        for pattern, said in _patterns() if self._known else ():
            if found := pattern.fullmatch(sentence):
                return said.format(**found.groupdict())
        return sentence

    def counted(self, count: int, one: str, many: str) -> str:
        """Give `one` or `many`, each with “{count}” in it."""
        return self(one if count == 1 else many, count=count)

    @property
    def table(self) -> dict[str, str]:
        """What is said otherwise than in English."""
        return self._known


def spoken(request: Request) -> Texts:
    """Give the language that the user chose, else the first of the browser's that is known, else English."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return said_in(chosen)
    wanted = [part.split(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "")[:300].split(",")]
    return said_in(next((one for one in wanted if one in LANGUAGES), "en"))


@cache
def said_in(language: str) -> Texts:
    """Give the texts of one of LANGUAGES."""
    return Texts(language)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Give the sentences of the table that have gaps, each as a pattern with its Chinese."""
    gap = re.compile(r"\\\{(\w+)\\\}")
    gapped = {english: said for english, said in _chinese().items() if "{" in english and english.endswith((".", "…"))}
    return [(re.compile(gap.sub(r"(?P<\1>.{1,600}?)", re.escape(english)), re.DOTALL), said) for english, said in gapped.items()]


@cache
def _chinese() -> dict[str, str]:
    table: dict[str, str] = yaml.safe_load((Path(__file__).parent / "chinese.yaml").read_text(encoding="utf-8"))
    return table
