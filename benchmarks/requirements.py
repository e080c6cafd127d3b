"""How many requirements that were marked by hand the grammar finds, and how many of their fields are right.

    python -m benchmarks.requirements

Reads `policies/` and `eval/obliqa_dev` of the folder POLICY_EVAL_DIR (default ../shared); see tests/gold/README.md.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.document import read
from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "requirements.jsonl"
SHARED = Path(os.environ.get("POLICY_EVAL_DIR", "../shared"))


def measured(shared: Path, told: bool = False) -> dict[str, Counter[str]]:
    """Count, for the real texts and the paragraphs of the set, rows found, marked and matched, and the fields that are right.

    A found and a marked row match where they share more than half of the shorter one, each with one other at most.
    """
    counts: dict[str, Counter[str]] = {"texts": Counter(), "obliqa_dev": Counter()}
    normal = Bodies().normal
    for gold in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        document = _document(shared, gold["document"])
        if sha256(document.text.encode()).hexdigest() != gold["sha256"]:
            raise ValueError(f"{gold['document']} is not the text that was marked.")
        rows = [row for row in requirements_in(document, normal) if any(_shared(row, *span) for span in gold["paragraphs"])]
        count = counts["texts" if gold["document"].endswith(".txt") else "obliqa_dev"]
        count["found"] += len(rows)
        count["marked"] += len(gold["rows"])
        for row, marked in _pairs(rows, gold["rows"], document, told):
            count["matched"] += 1
            target = [(one.comparison, one.value, one.unit) for one in row.targets]
            marked_target = [(one["comparison"], one["value"], one["unit"]) for one in marked["target"]]
            for field, ours, theirs in (
                ("modality", row.modality, marked["modality"]),
                ("body", row.body.casefold(), marked["body"].casefold()),
                ("deadline", row.deadline or None, marked["deadline"]),
                ("target", target, marked_target),
            ):
                count[field] += ours == theirs
                count[f"{field} stated"] += bool(theirs)
                count[f"{field} stated right"] += bool(theirs) and ours == theirs
                if told and ours != theirs:
                    print(f"{field}: {ours!r} for {theirs!r} in “{row.quote[:150]}”", file=sys.stderr)
    return counts


def _pairs(
    rows: list[Requirement], marked: list[dict[str, Any]], document: Document, told: bool
) -> Iterator[tuple[Requirement, dict[str, Any]]]:
    left = list(marked)
    for row in rows:
        best = max(left, key=lambda one: _shared(row, one["start"], one["end"]), default=None)
        if best and _shared(row, best["start"], best["end"]) > 0.5 * min(len(row.span), best["end"] - best["start"]):
            left.remove(best)
            yield row, best
        elif told:
            print(f"not marked: {row.modality} “{row.quote[:200]}”", file=sys.stderr)
    for one in left if told else []:
        print(f"not found: “{document.text[one['start'] : one['end']][:200]}”", file=sys.stderr)


def _shared(row: Requirement, start: int, end: int) -> int:
    return max(0, min(row.span.end, end) - max(row.span.start, start))


def _document(shared: Path, name: str) -> Document:
    if name.endswith(".txt"):
        return read(name, (shared / "policies" / name).read_bytes())
    for line in (shared / "eval" / "obliqa_dev" / "corpus.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        one = json.loads(line)
        if one["doc_id"] == name:
            return Document(title=one["title"], text=one["text"], name=name)
    raise ValueError(f"obliqa_dev holds no {name}.")


def main() -> None:
    """Print the share that is right, in a line for each part."""
    for name, count in measured(SHARED, told=True).items():
        shares = {"precision": count["matched"] / count["found"], "recall": count["matched"] / count["marked"]}
        for field in ("modality", "body", "deadline", "target"):
            shares[field] = count[field] / count["matched"]
        told = ", ".join(f"{key} {value:.3f}" for key, value in shares.items())
        stated = ", ".join(
            f"{field} {count[f'{field} stated right']}/{count[f'{field} stated']}" for field in ("body", "deadline", "target")
        )
        print(f"{name}: {count['found']} found, {count['marked']} marked; {told}; of those stated: {stated}")


if __name__ == "__main__":
    main()
