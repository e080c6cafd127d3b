"""Writes the mean vectors of the multilingual model, by script, of questions and of passages: `python -m benchmarks.centres`.

They are taken over texts of our own: the sample library, and what the program says in each language.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from language.language import language_of, languages
from language.messages import translations
from language.text.sentences import sentences
from vectorstore.embedding.embedder import Side, Vectors
from vectorstore.embedding.packaged.embedder import CENTRES, centre_name, e5_model

SAMPLES = Path(__file__).parents[1] / "policies"
SHORTEST = 12  # characters


def own_texts() -> Iterator[str]:
    """Give the plain texts of the sample library, and what the program says in each language."""
    yield from (path.read_text(encoding="utf-8") for path in sorted(SAMPLES.iterdir()) if path.suffix in (".md", ".txt"))
    catalogues = [catalogue for language in languages() if (catalogue := translations(language.code).catalogue)]
    for told in (catalogues[0].keys(), *(catalogue.values() for catalogue in catalogues)):
        written = (one if isinstance(one, str) else one[0] for one in told)
        yield "\n".join(sentence for sentence in written if len(sentence) >= SHORTEST)


def pieces(text: str, length: int) -> Iterator[str]:
    """Cut a text into as many pieces of a length as it has."""
    return (text[start : start + length] for start in range(0, max(1, len(text) - length // 2), length))


def main() -> None:
    model = e5_model()
    found: dict[str, list[tuple[Vectors, Vectors]]] = defaultdict(list)
    for text in own_texts():
        length = 300 if language_of(text).script else 900
        for side, parts in ((Side.PASSAGE, pieces(text, length)), (Side.QUESTION, (span.of(text) for span in sentences(text)))):
            for part in parts:
                if len(part) >= SHORTEST:
                    found[centre_name(part, side)].append(model.read(part, side))
    means = {name: mean_vectors(vectors) for name, vectors in found.items()}
    np.savez(CENTRES, **means)
    print({name: (len(found[name]), np.linalg.norm(mean, axis=1).round(3).tolist()) for name, mean in means.items()})


def mean_vectors(vectors: list[tuple[Vectors, Vectors]]) -> Vectors:
    """Give the mean of texts' vectors and that of all their tokens', shape (2, dimension)."""
    texts, tokens = zip(*vectors, strict=True)
    return np.stack([np.mean(texts, axis=0, dtype=np.float64), np.concatenate(tokens).mean(axis=0, dtype=np.float64)]).astype(np.float32)


if __name__ == "__main__":
    main()
