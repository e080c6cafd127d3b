"""The assistant's own sentences, written in advance, in English and Chinese. Nothing else of an answer is not a quote."""

from collections.abc import Sequence

from assistant.answer import Citation
from vectorstore.words import is_cjk

_TEXTS = {
    "en": {
        "not_found": "The documents do not answer this.",
        "near": "Nearby they speak of: {places}.",
        "greeting": "Hello. Ask what the documents require: who has to do what, by when, to which target. I answer with quotes from them.",
        "thanks": "You are welcome.",
        "farewell": "Goodbye.",
        "about": (
            "I find the passages of the loaded policy documents that answer a question and quote them word for word; a click on a number "
            "opens the source. I write nothing of my own, and where the documents do not answer I say so."
        ),
    },
    "zh": {
        "not_found": "现有文件没有回答这个问题。",
        "near": "相近的内容有：{places}。",
        "greeting": "您好。您可以问文件有什么要求：由谁做什么、何时完成、达到什么目标。我引用文件原文作答。",
        "thanks": "不客气。",
        "farewell": "再见。",
        "about": (
            "我在已载入的政策文件中查找能回答问题的段落，逐字引用原文；点击编号即可打开出处。我不自行编写内容，文件没有回答的，我会直说。"
        ),
    },
}
_LONGEST_TITLE, _LONGEST_ISSUER = 110, 40


def language_of(question: str) -> str:
    """Say in which of the two languages a question is answered."""
    return "zh" if is_cjk(question) else "en"


def fixed(name: str, question: str) -> str:
    """Give one of the assistant's sentences in the language of `question`."""
    return _TEXTS[language_of(question)][name]


def quoted(citations: Sequence[Citation]) -> str:
    """Give the text of an answer made of quotes, each with its number and the line that says where it stands."""
    return "\n\n".join(f"“{citation.quote}” [{citation.number}]\n— {place(citation)}" for citation in citations)


def not_found(question: str, near: Sequence[Citation]) -> str:
    """Say that the documents do not answer, and what they speak of nearby."""
    places = list(dict.fromkeys(place(citation) for citation in near))
    separator = "；" if language_of(question) == "zh" else "; "
    told = fixed("near", question).format(places=separator.join(places)) if places else ""
    return "\n".join(part for part in (fixed("not_found", question), told) if part)


def place(citation: Citation) -> str:
    """Say in a line where a quote stands, shortened where titles are endless."""
    about = ", ".join(part for part in (_short(citation.issuer, _LONGEST_ISSUER), citation.issued) if part)
    title = _short(citation.title, _LONGEST_TITLE)
    told = [f"{title} ({about})" if about else title]
    told += [f"p. {citation.page}"] if citation.page else []
    told += ["text recognised in a scan"] if citation.scanned else []
    return ", ".join(told)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
