"""A cross-encoder set by the user orders the first matches; the tests make a small one themselves."""

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from vectorstore.embedding.reranker import Reranker
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.passage import embedded_text

pytestmark = pytest.mark.once

QUESTION = "What must group companies report on their reform?"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a cross-encoder with fixed random weights that reads letters."""
    folder = tmp_path_factory.mktemp("cross-encoder")
    letters = [*"abcdefghijklmnopqrstuvwxyz0123456789", *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz0123456789")]
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=5 + len(letters), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, num_labels=1
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=256).save_pretrained(folder)
    return folder


def test_the_first_matches_stand_in_the_order_of_the_cross_encoder(sample_library: Library, model: Path) -> None:
    found = Assistant(sample_library, Reranker(str(model))).search(QUESTION, 10)
    texts = [embedded_text(match.passage.title, match.passage) for match in found]
    scores = CrossEncoder(str(model), device="cpu").predict([(QUESTION, text) for text in texts])
    assert list(np.argsort(-scores, kind="stable")) == list(range(10))
    assert [match.passage.id for match in found] != [match.passage.id for match in Assistant(sample_library).search(QUESTION, 10)]
    assert found[0].score == 1.0


def test_a_model_that_is_none_is_told(sample_library: Library, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises((LibraryError, AssistantError), match="POLICY_RERANKER"):
        Assistant(sample_library, Reranker(str(tmp_path))).search(QUESTION)
