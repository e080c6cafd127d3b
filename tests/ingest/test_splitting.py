"""Passages: nothing lost, nothing cut off, headings respected."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.document import read
from ingest.splitting import TARGET, split
from tests.fakes import HashEmbedder
from vectorstore.document import Document
from vectorstore.embedding.embedder import Embedder
from vectorstore.passage import Passage, embedded_text

ROOT = Path(__file__).parents[2]
SENTENCE = "The commission must report to the council on the progress of the reform by the end of the quarter. "


def parts(document: Document) -> list[Passage]:
    fake = HashEmbedder()
    return split(document, fake.count_tokens, fake.max_tokens)


def check_whole(document: Document, passages: list[Passage]) -> None:
    """Check that the passages are spans of the document, in order, with only white space between them."""
    position = 0
    for passage in passages:
        assert document.text[passage.span.start : passage.span.end] == passage.text
        assert not document.text[position : passage.span.start].strip()
        position = passage.span.end
    assert not document.text[position:].strip()


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    document = read("a.txt", (SENTENCE * 60).encode())
    passages = parts(document)
    check_whole(document, passages)
    assert len(passages) > 3
    assert all(passage.text.endswith(".") for passage in passages)
    assert all(0.5 * TARGET < len(passage.text) <= TARGET + len(SENTENCE) for passage in passages)


def test_neighbouring_passages_share_a_short_sentence() -> None:
    passages = parts(read("a.txt", (SENTENCE * 60).encode()))
    assert len(passages) > 3
    assert all(before.span.end - after.span.start == len(SENTENCE) - 1 for before, after in pairwise(passages))
    headed = parts(read("a.md", "".join(f"# Part {number}\n\n{SENTENCE * 6}\n\n" for number in range(4)).encode()))
    assert len(headed) == 4
    assert all(before.span.end <= after.span.start for before, after in pairwise(headed))


def test_a_chinese_passage_has_about_300_characters() -> None:
    document = read("a.txt", ("各单位应当在年底前完成主要任务并按季度向省国资委报告进展情况。" * 60).encode())
    passages = parts(document)
    check_whole(document, passages)
    assert len(passages) > 3
    assert all(200 <= len(passage.text) <= 300 + 30 for passage in passages[:-1])  # 30: the sentence shared with the one before


def test_small_sections_share_a_passage_and_large_ones_open_their_own() -> None:
    small = "\n\n".join(f"## Point {i}\n\nShort text here." for i in range(3))
    large = "\n\n".join(f"## Chapter of {name}\n\n{SENTENCE * 7}" for name in ("scope", "duties", "targets"))
    passages = parts(read("a.md", f"# Plan\n\n{small}\n\n{large}".encode()))
    assert "Point 0" in passages[0].text
    assert "Point 2" in passages[0].text
    assert [passage.heading for passage in passages[-2:]] == ["Chapter of duties", "Chapter of targets"]
    assert passages[-1].text.startswith("Chapter of targets")


def test_a_heading_is_never_left_at_the_end_of_a_passage() -> None:
    text = "# Plan\n\n" + "\n\n".join(f"## Heading {i}\n\n{SENTENCE * (i % 9 + 1)}" for i in range(20))
    document = read("a.md", text.encode())
    passages = parts(document)
    check_whole(document, passages)
    assert len(passages) > 5
    assert not [passage.text[-40:] for passage in passages if passage.text.split("\n")[-1].startswith("Heading")]


def test_sentences_without_end_are_cut_at_clauses_then_words_then_anywhere() -> None:
    for endless in ("word, " * 3000, "word " * 3000, "x" * 12_000, "字" * 3000):
        document = Document(title="T", text=endless.strip())
        passages = parts(document)
        check_whole(document, passages)
        assert len(passages) > 5


@pytest.mark.slow
def test_no_passage_has_more_tokens_than_the_real_embedder_reads(embedder: Embedder) -> None:
    noise = random.Random(1)
    dense = " ".join(f"{noise.getrandbits(64):x}" for _ in range(2000))  # 2 characters a token
    texts = [dense, "国" * 2000, "改革。" * 1500, "1,234.56 | " * 800, SENTENCE * 50, "\U0001f600" * 900]
    documents = [Document(title="A title that is rather long " * 20, text=text.strip()) for text in texts]
    samples = [read(path.name, path.read_bytes()) for path in sorted((ROOT / "policies").iterdir())]
    assert samples
    for document in (*documents, *samples):
        passages = split(document, embedder.count_tokens, embedder.max_tokens)
        check_whole(document, passages)
        assert max(embedder.count_tokens([embedded_text(document.title, passage) for passage in passages])) <= embedder.max_tokens
