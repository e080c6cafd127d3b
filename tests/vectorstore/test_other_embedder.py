"""An embedder set by the user; the test makes a small one itself, in which a Chinese character means what an English word does."""

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer import modules
from transformers import BertConfig, BertModel, BertTokenizerFast

from assistant.assistant import Assistant
from language.span import Span
from tests.conftest import ingest
from vectorstore.embedding.embedder import Side
from vectorstore.embedding.sentence_embedder import SentenceEmbedder
from vectorstore.errors import LibraryError
from vectorstore.library import Library

SAME = {"inspector": "检查员", "reports": "报告", "garden": "花园", "roses": "玫瑰"}
WIDTH = 16


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a model in which each word of SAME and its Chinese characters have one vector."""
    folder = tmp_path_factory.mktemp("embedder")
    characters = dict.fromkeys([*"".join(SAME.values()), *map(chr, range(0x4E00, 0x4E00 + 2_000))])  # so many tell that it knows Chinese
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *SAME, *characters]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    bert = BertModel(
        BertConfig(vocab_size=len(vocabulary), hidden_size=WIDTH, num_hidden_layers=0, num_attention_heads=1, intermediate_size=WIDTH)
    )
    with torch.no_grad():
        bert.embeddings.position_embeddings.weight.zero_()
        bert.embeddings.token_type_embeddings.weight.zero_()
        rows = bert.embeddings.word_embeddings.weight
        rows[:5] = 0.0
        for place, (word, chinese) in enumerate(SAME.items()):
            rows[vocabulary.index(word)] = torch.eye(WIDTH)[place]
            for character in chinese:
                rows[vocabulary.index(character)] = torch.eye(WIDTH)[place]
    bert.save_pretrained(folder / "bert")
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder / "bert")
    transformer = modules.Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[transformer, modules.Pooling(WIDTH)], device="cpu").save(str(folder / "whole"))
    return folder / "whole"


def test_a_chinese_question_finds_an_english_document_by_its_meaning(model: Path, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "duties.md").write_text("# Duties\n\nThe inspector reports.\n", encoding="utf-8")
    (files / "plants.md").write_text("# Plants\n\nThe garden has roses.\n", encoding="utf-8")
    with Library(tmp_path / "library", SentenceEmbedder(str(model))) as library:
        ingest(library, files)
        assistant = Assistant(library)
        assert [match.passage.document for match in assistant.search("检查员报告")] == ["duties.md", "plants.md"]
        assert [match.passage.document for match in assistant.search("花园玫瑰")] == ["plants.md", "duties.md"]


def test_the_prompts_of_a_model_are_read_and_left_out_of_its_tokens(model: Path, tmp_path: Path) -> None:
    prompted = SentenceTransformer(str(model), device="cpu", prompts={"query": "roses ", "passage": "garden "})
    prompted.save(str(tmp_path / "prompted"))
    plain, embedder = SentenceEmbedder(str(model)), SentenceEmbedder(str(tmp_path / "prompted"))
    for side, prompt in ((Side.QUESTION, "roses "), (Side.PASSAGE, "garden ")):
        (vector,), (tokens,) = embedder.embed_tokens(["inspector reports"], side=side)
        assert np.allclose(vector, plain.embed([f"{prompt}inspector reports"])[0], atol=1e-6)
        assert np.allclose(tokens, plain.embed_tokens(["inspector reports"])[1][0], atol=1e-6)
    assert embedder.token_spans("inspector reports") == [Span(0, 9), Span(10, 17)]
    (tmp_path / "prompted" / "config_sentence_transformers.json").write_text("{spoiled", encoding="utf-8")
    with pytest.raises(LibraryError, match="POLICY_EMBEDDER"):
        SentenceEmbedder(str(tmp_path / "prompted"))
    assert embedder.revision.startswith(plain.revision)
    assert embedder.revision != plain.revision
    assert (plain.max_tokens, embedder.max_tokens) == (64, 63)
