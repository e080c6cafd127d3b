"""Damages a library in every way that comes to mind, opens and asks it in a child process, and counts what comes of it.

    python -m benchmarks.damage [--large] [--only WORD]

Each kind is “healed” (answers as before), “told” (refused in a sentence), “warned” (opened, with a warning that it is not as it was
closed), or a fault: “silent” (other answers without a word), “traceback”, “crash”. Ends with status 1 where there are faults.
"""

import argparse
import json
import logging
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np

from assistant.records.records import Records
from ingest.pipeline import Ingest
from language.messages import PolicyError
from language.span import Span
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.document import Document
from vectorstore.library import Library
from vectorstore.passage import Passage
from vectorstore.search.evidence import search
from vectorstore.sql.documents import IndexedDocument, SourceCopy

FAULTS = ("silent", "traceback", "crash")
_TOLD = 3  # exit status of a child that was refused in a sentence
_BOARDS = ("Water", "Forest", "Harbour", "Railway", "Museum", "School", "Energy", "Market", "Archive", "Health")
_LARGE = 5_400  # passages, more than an index is built anew for at once
_FORKS = multiprocessing.get_context("forkserver")  # children need not import anything
_FORKS.set_forkserver_preload(["chromadb", "assistant.records.records", "ingest.pipeline", "vectorstore.library"])
Damage = Callable[[Path], None]


def fill(directory: Path, seed: int, large: bool) -> None:
    """Make a library of ten documents, of many more passages where `large`, and notes with a conversation."""
    docs = directory.with_name(f"{directory.name}-docs")
    docs.mkdir()
    for number, name in enumerate(_BOARDS):
        duties = [
            f"The {name} board must report {name.lower()}{seed}{week} to the commission by {week} May 203{seed}." for week in range(1, 9)
        ]
        (docs / f"{name.lower()}{number}.md").write_text(f"# {name} policy {seed}\n\n" + "\n\n".join(duties), encoding="utf-8")
    with Library(directory, HashEmbedder()) as library:
        Ingest(library, QuietWatcher()).run([docs])
        for start in range(0, _LARGE if large else 0, 300):
            library.add([_long(library, seed, start)])
        search(library, "report")
    with Records(directory) as records:
        records.accounts.add("anna", "reader", None)
        records.conversations.begin("anna", "What must the board report?")


def _long(library: Library, seed: int, first: int) -> IndexedDocument:
    """Give a document of 300 passages, as ingesting would."""
    sentences = [
        f"Office {number} must hear case{seed}x{number} of ward{number * 7 % 911} on time." for number in range(first, first + 300)
    ]
    text, parts = "\n".join(sentences), []
    place = 0
    for sentence in sentences:
        parts.append(Passage(Span(place, place + len(sentence), 0), sentence, "", (), document="", title=""))
        place += len(sentence) + 1
    document = Document(name=f"long{first}.txt", text=text, title=f"Offices {first}")
    nothing = (b"",) * len(parts)
    vectors = library.embedder.embed(sentences)
    return IndexedDocument(
        document, tuple(parts), np.asarray(vectors), nothing, nothing, SourceCopy(f"/{first}", f"{first}", text.encode())
    )


def answers(directory: Path) -> object:
    """Give what a library says: its documents, requirements, what questions find, and the notes."""
    with Library(directory, HashEmbedder()) as library, Records(directory) as records:
        questions = [f"What must the {name} board report?" for name in _BOARDS] + ["Office 77 case of ward539", "commission May"]
        found = [[match.passage.text for match in search(library, question)[:3]] for question in questions]
        by_vector = []
        for text in ("Office 5 must hear", "# Harbour policy the Harbour board must report"):
            vector = library.embedder.embed([text])[0]
            with library.snapshot() as now:
                from vectorstore.filter import IN_FORCE

                by_vector.append(len(now.find([], vector, 5, IN_FORCE).near))
        listed = [(entry.name, entry.title, entry.passages) for entry in library.entries()]
        kept = [one.title for one in records.conversations.find("anna")]
        return json.loads(json.dumps([listed, found, by_vector, sorted(one.quote for one in library.requirements.find()), kept]))


def damages(library: Path, other: Path) -> Iterator[tuple[str, Damage]]:
    """Give the kinds of damage to a library, by name; `other` is another one of the same size."""
    chance = random.Random(1)  # damage that can be repeated
    for file in sorted(path.relative_to(library) for path in library.rglob("*") if path.is_file()):
        for name, spoil in _of_bytes((library / file).stat().st_size, chance):
            yield f"{file}: {name}", lambda at, file=file, spoil=spoil: _quietly(at / file, spoil)
        yield f"{file}: removed", lambda at, file=file: (at / file).unlink()
        yield f"{file}: a folder in its place", lambda at, file=file: ((at / file).unlink(), (at / file).mkdir())
        theirs = _like(other, file)
        if theirs:
            yield f"{file}: another library's", lambda at, file=file, theirs=theirs: shutil.copy2(theirs, at / file)
    for index in library.glob("index-*"):
        yield "index: removed", lambda at, index=index: shutil.rmtree(at / index.name)
        yield "index: another library's", lambda at, index=index: _replace(at / index.name, next(other.glob("index-*")))
    yield "index-² beside", lambda at: (at / "index-²").mkdir()
    for file, extra in (("library.db", _OF_LIBRARY), ("records.db", ())):
        with closing(sqlite3.connect(library / file)) as connection:
            tables = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            ]
        for sql in [*(f"DROP TABLE {name}" for name in tables), *(f"DELETE FROM {name}" for name in tables), *extra]:
            yield f"{file}: {sql}", lambda at, file=file, sql=sql: _run(at / file, sql)
            if "lexical" in sql or "index" in sql:
                yield f"{file}, not closed: {sql}", lambda at, file=file, sql=sql: (_run(at / file, sql), (at / "owner.json").unlink())
    yield "library.db removed with owner.json", lambda at: ((at / "library.db").unlink(), (at / "owner.json").unlink())
    yield "library.db and index removed", lambda at: ((at / "library.db").unlink(), [shutil.rmtree(path) for path in at.glob("index-*")])


_OF_LIBRARY = (
    *(f"UPDATE facts SET value = '{value}' WHERE key = 'index'" for value in ("{", "[]", "{}", "7", '{"folder": "../x"}', '{"folder": 3}')),
    "UPDATE facts SET value = '' WHERE key = 'schema'",
    "UPDATE facts SET value = 'x' WHERE key = 'library'",
    *(f"UPDATE documents SET {name} = '{value}'" for name in ("warnings", "alike", "repeals", "sections", "pages") for value in ("{", "7")),
    "UPDATE documents SET text = 'gone'",
    "UPDATE documents SET sketch = x'01'",
    "UPDATE passages SET vector = x'0102' WHERE id = 3",
    "UPDATE passages SET vector = zeroblob(length(vector)) WHERE id = 3",
    "UPDATE passages SET text = 'gone' WHERE id = 3",
    "UPDATE passages SET headings = 'x' WHERE id = 3",
    "UPDATE token_vectors SET signs = x'01'",
    "UPDATE requirements SET targets = '{'",
    "UPDATE requirements SET warnings = '{'",
    "UPDATE lexical_content SET c2 = 'gone'",
    "UPDATE lexical_data SET block = zeroblob(20)",
)


def _of_bytes(size: int, chance: random.Random) -> Iterator[tuple[str, Callable[[bytearray], None]]]:
    yield "emptied", lambda held: held.clear()
    yield "cut in half", lambda held: held.__delitem__(slice(len(held) // 2, None))
    yield "the last byte lost", lambda held: held.__delitem__(slice(-1, None))
    yield "all zero", lambda held: held.__setitem__(slice(None), bytes(len(held)))
    yield "all noise", lambda held: held.__setitem__(slice(None), random.Random(2).randbytes(len(held)))
    yield "noise behind it", lambda held: held.extend(b"noise" * 900)
    yield "its beginning zero", lambda held: held.__setitem__(slice(0, min(100, len(held))), bytes(min(100, len(held))))
    for part in range(8 if size > 20_000 else 0):
        at = int(size * (part + chance.random()) / 8) // 4096 * 4096
        length = min(4096, size - at)
        yield f"zeros at {at}", lambda held, at=at, length=length: held.__setitem__(slice(at, at + length), bytes(length))
        noise = chance.randbytes(length)
        yield f"noise at {at}", lambda held, at=at, length=length, noise=noise: held.__setitem__(slice(at, at + length), noise)
        bit = chance.randrange(size)
        yield f"a bit at {bit}", lambda held, bit=bit: held.__setitem__(bit, held[bit] ^ 16)


def _replace(folder: Path, by: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(by, folder, copy_function=shutil.copy2)


def _quietly(path: Path, spoil: Callable[[bytearray], None]) -> None:
    """Spoil a file so that its time does not show it."""
    stat, held = path.stat(), bytearray(path.read_bytes())
    spoil(held)
    path.write_bytes(held)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _like(other: Path, file: Path) -> Path | None:
    """Give the file of another library that has the part of `file`, whatever its folders are called."""
    found = [path for path in other.rglob(file.name) if len(path.relative_to(other).parts) == len(file.parts)]
    return found[0] if found else None


def _run(database: Path, sql: str) -> None:
    try:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(sql)
    except sqlite3.Error as error:
        raise ValueError(error) from error


def outcome(directory: Path, before: object) -> tuple[str, str]:
    """Open and ask a damaged library in a child process, twice; give what came of it, and what was said last."""
    warned = False
    for _ in range(2):  # what is healed stays so
        told, heard_in = directory.with_name(f"{directory.name}.out"), directory.with_name(f"{directory.name}.err")
        child = _FORKS.Process(target=_ask, args=(directory, told, heard_in))
        child.start()
        child.join(240)
        if child.exitcode is None:
            child.kill()
            return "crash", "it did not end"
        heard = heard_in.read_text(encoding="utf-8", errors="replace").strip()
        warned = warned or "as it was closed" in heard or "as they were closed" in heard
        if child.exitcode == _TOLD:
            return "told", heard.splitlines()[-1]
        if child.exitcode:
            return ("crash" if child.exitcode < 0 else "traceback"), heard[-400:]
        if json.loads(told.read_text(encoding="utf-8")) != before:
            return ("warned" if warned else "silent"), heard[-200:]
    return "healed", ""


def _ask(directory: Path, told: Path, heard: Path) -> None:
    """Write what a library says into the file `told`, and what is said on stderr into the file `heard`."""
    os.dup2(os.open(heard, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    try:
        told.write_text(json.dumps(answers(directory)), encoding="utf-8")
    except PolicyError as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(_TOLD)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="a library that is not simply indexed anew")
    parser.add_argument("--only", default="", help="only kinds whose name holds this")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = measure(Path(folder), given.large, given.only)
    print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())), f"of {sum(counts.values())}")
    return int(any(counts[name] for name in FAULTS))


def measure(folder: Path, large: bool, only: str, every: int = 1) -> Counter[str]:
    """Damage a library in `folder` in each way, or in each `every`-th, and count what came of it; faults are printed."""
    logging.disable(logging.WARNING)
    library, other = folder / "library", folder / "other"
    fill(library, 1, large)
    fill(other, 2, large)
    before = answers(library)

    def one(kind: tuple[int, tuple[str, Damage]]) -> str:
        number, (name, spoil) = kind
        copy = shutil.copytree(library, folder / str(number), copy_function=shutil.copy2)
        try:
            spoil(copy)
        except ValueError:
            return "not possible"
        found, said = outcome(copy, before)
        if found in (*FAULTS, "warned"):
            print(f"{found}: {name}: {said}", flush=True)
        shutil.rmtree(copy)
        return found

    kinds = [kind for kind in damages(library, other) if only in kind[0]][::every]
    with ThreadPoolExecutor(2) as pool:
        counts = Counter(pool.map(one, enumerate(kinds)))
    del counts["not possible"]
    return counts


if __name__ == "__main__":
    sys.exit(main())
