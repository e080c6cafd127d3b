"""Measures how much of the words of real files the readers keep, against an independent reader of each format.

    python -m benchmarks.fidelity FOLDER [--only SUFFIX] [--show] [--below 0.97]

Needs `pdftotext` (poppler-utils) for PDF and `soffice` (LibreOffice) for office files on the PATH; the other formats are read with
lxml and the standard library. Words are counted with their repetitions, case and width folded and hyphens dropped; each CJK character
is a word. Recall is the share of the reference's words that the product has too, precision the reverse, order the longest run
of words in the reference's order among those that both have exactly once. The reference reads what a page hides or repeats as well,
so a file below the limit is one to look at (`--show`), not one that is read wrongly. `benchmarks/corpus.txt` names public files
by package and path.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from statistics import mean, median

from lxml import etree
from lxml import html as lxml_html

from ingest.errors import NothingToIndexError, ReadingError
from ingest.sandbox.pool import Workers

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011]\s*(?=[^\W\d_])")
_CSV_OF_ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"  # cells as they are shown
_DRAWN, _PRESENTED, _STYLED, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("drawing", "presentation", "style", "text")
)
_TRUTHS = {"true": "1", "false": "0"}  # LibreOffice writes truths as numbers where a formula gives them
_OF_FIGURES = (".xlsx", ".ods", ".pptx")
_FRACTION = re.compile(r"\d+\.\d{7,}")  # with the format “General” LibreOffice writes fifteen figures, Excel what has room in eleven places
_ERROR = re.compile(r"Err:\d+|#[A-Z/0]+[!?]|#N/A")
_BLOCKS = frozenset(("p div li td th tr br h1 h2 h3 h4 h5 h6 dt dd pre table ul ol section article option title caption").split())
_DELETED = {
    ".docx": (
        "word/document.xml",
        [f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}" for name in ("del", "moveFrom")],
    ),
    ".odt": ("content.xml", [f"{_TEXT}tracked-changes"]),
}
"""Where office files keep what their changes delete."""

_NEVER_SHOWN = ("script", "style", "noscript", "template")
_UNSEEN_IN_MARKDOWN = re.compile(
    r"\A---\n.*?\n---\n|<!--.*?-->|</?[a-z][^>\n]*>|(?<=\])\([^()\s]*(?: \"[^\"\n]*\")?\)|^ {0,3}\[[^\]\n]+\]:.*$|!(?=\[)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One file read twice; `lost` and `added` are words in the order of their text, `left_out` the kinds that the product tells of."""

    suffix: str
    name: str
    recall: float
    precision: float
    order: float
    lost: tuple[str, ...]
    added: tuple[str, ...]
    left_out: tuple[str, ...]


def words(text: str) -> list[str]:
    return _WORD.findall(_HYPHEN.sub("", unicodedata.normalize("NFKC", text).casefold()))


def of_cells(text: str) -> list[str]:
    """Give the words of a sheet or chart as two programs may show them alike: errors, truths, zeros before a number, long fractions."""
    short = _FRACTION.sub(lambda found: f"{float(found[0]):.8f}".rstrip("0").rstrip("."), _ERROR.sub("error", text))
    return [_TRUTHS.get(word, word.lstrip("0") or "0") for word in words(short)]


def surplus(these: list[str], those: list[str]) -> tuple[str, ...]:
    """Give what of `these` is not among `those`, in order."""
    free, found = Counter(those), []
    for word in these:
        if free[word]:
            free[word] -= 1
        else:
            found.append(word)
    return tuple(found)


def order_kept(these: list[str], those: list[str]) -> float:
    """Give the longest increasing run of places in `those` among the words that stand exactly once in both, as a share of these words."""
    once, places = Counter(these), {word: place for place, word in enumerate(those)}
    single = Counter(those)
    ranks = [places[word] for word in these if once[word] == 1 and single[word] == 1]
    tops: list[int] = []
    for rank in ranks:
        at = bisect_left(tops, rank)
        tops[at : at + 1] = [rank]
    return len(tops) / len(ranks) if ranks else 1.0


def of_pdf(path: Path) -> str:
    return subprocess.run(["pdftotext", "-q", path, "-"], capture_output=True, timeout=120, check=True).stdout.decode()


def of_markup(root: lxml_html.HtmlElement) -> str:
    for element in list(root.iter(*_NEVER_SHOWN)):
        element.drop_tree()
    for element in root.iter():
        if element.tag in _BLOCKS:
            element.tail = f"\n{element.tail or ''}"
            element.text = f"\n{element.text or ''}"
    return str(root.text_content())


def of_html(path: Path) -> str:
    root = lxml_html.document_fromstring(path.read_bytes())
    bodies = root.xpath("//body")
    return of_markup(bodies[0] if bodies else root)


def of_markdown(path: Path) -> str:
    """Give a source without what no reader of it sees: properties, comments, tags, and the addresses of links and pictures."""
    return _UNSEEN_IN_MARKDOWN.sub(" ", of_plain(path))


def of_plain(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def of_mail(path: Path) -> str:
    mail = message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
    part = mail.get_body(("plain", "html"))
    body = part.get_content() if part else ""
    if part and "\ufffd" in body:  # its bytes are not in the charset that it states
        with suppress(UnicodeDecodeError):
            body = part.get_payload(decode=True).decode()
    if part and part.get_content_type() == "text/html":
        body = of_markup(lxml_html.document_fromstring(body.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")))
    return f"{mail['subject'] or ''}\n{body}"


def of_epub(path: Path) -> str:
    parser = lxml_html.HTMLParser(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        pages = [name for name in package.namelist() if name.endswith(("html", "htm"))]
        return "\n".join(of_markup(lxml_html.document_fromstring(package.read(name), parser=parser)) for name in pages)


def of_xml(path: Path) -> str:
    parser = etree.XMLParser(recover=True, resolve_entities=False)
    return "\n".join(str(text) for text in etree.parse(path, parser).getroot().itertext())


def of_slides(path: Path) -> str:
    """Give the paragraphs of a presentation as LibreOffice reads it: of its slides, their notes, and what they have from their masters."""
    root = etree.parse(path, etree.XMLParser(huge_tree=True)).getroot()
    used = {page.get(f"{_DRAWN}master-page-name") for page in root.iter(f"{_DRAWN}page")}
    masters = [master for master in root.iterfind(".//{*}master-page") if master.get(f"{_STYLED}name") in used]
    own = [shape for master in masters for shape in master if shape.get(f"{_PRESENTED}class") is None and shape.tag != f"{_PRESENTED}notes"]
    shown = [*root.iter(f"{_PRESENTED}footer-decl"), *own, *root.iterfind("{*}body/{*}presentation/{*}page")]
    for element in shown:
        etree.strip_elements(element, f"{_TEXT}page-number", f"{_TEXT}date", with_tail=False)
        for space in element.iter(f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            space.text = " "
    return "\n".join(
        "".join(map(str, one.itertext())) for element in shown for one in (element, *element.iter(f"{_TEXT}p")) if _is_line(one)
    )


def _is_line(element: etree._Element) -> bool:
    return element.tag in (f"{_TEXT}p", f"{_PRESENTED}footer-decl")


READERS: dict[str, Callable[[Path], str]] = {
    ".pdf": of_pdf, ".html": of_html, ".htm": of_html, ".md": of_markdown, ".txt": of_plain, ".csv": of_plain, ".eml": of_mail,
    ".epub": of_epub, ".xml": of_xml,
}  # fmt: skip
OFFICE = {".docx": "txt:Text", ".doc": "txt:Text", ".odt": "txt:Text", ".rtf": "txt:Text", ".xlsx": _CSV_OF_ALL_SHEETS,
          ".ods": _CSV_OF_ALL_SHEETS, ".pptx": "fodp"}  # fmt: skip
"""What LibreOffice makes of the formats that it alone reads."""


def by_office(files: list[Path], together: int = 12) -> dict[Path, str]:
    """Give the texts that LibreOffice reads from `files`, those left out of which it made none."""
    found: dict[Path, str] = {}
    for suffix, target in OFFICE.items():
        some = [path for path in files if path.suffix.lower() == suffix]
        for first in range(0, len(some), together):
            found |= _converted(some[first : first + together], suffix, target)
    return found


def _converted(files: list[Path], suffix: str, target: str) -> dict[Path, str]:
    with tempfile.TemporaryDirectory() as scratch:
        numbered = {Path(scratch, f"in-{number}{suffix}"): path for number, path in enumerate(files)}
        for link, path in numbered.items():
            link.write_bytes(_accepted(path))
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", target, "--outdir", scratch]
        try:
            subprocess.run([*command, *numbered], capture_output=True, timeout=30 + 15 * len(files), check=False)
        except subprocess.TimeoutExpired:
            print(f"LibreOffice hung on one of {[path.name for path in files]}", file=sys.stderr)
        made = {path: sorted(set(Path(scratch).glob(f"{link.stem}[.-]*")) - {link}) for link, path in numbered.items()}
        return {path: "\n".join(map(_text_of, made[path])) for path in made if made[path]}


def _accepted(path: Path) -> bytes:
    """Give a text without what its changes delete, which LibreOffice would give among the words."""
    content, out = path.read_bytes(), BytesIO()
    if content.startswith(b"{\\pard"):  # rich text without its head, which LibreOffice takes for plain text
        return b"{\\rtf1 " + content + b"}"
    if path.suffix.lower() not in _DELETED or not zipfile.is_zipfile(path):
        return content
    name, tags = _DELETED[path.suffix.lower()]
    try:
        with zipfile.ZipFile(path) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other:
            for entry in package.infolist():
                part = package.read(entry)
                if entry.filename == name:
                    root = etree.fromstring(part, etree.XMLParser(huge_tree=True))
                    etree.strip_elements(root, *tags, with_tail=False)
                    part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                other.writestr(entry, part)
    except (zipfile.BadZipFile, zlib.error, etree.LxmlError, OSError):
        return content
    return out.getvalue()


def _text_of(path: Path) -> str:
    return of_slides(path) if path.suffix == ".fodp" else path.read_bytes().decode("utf-8-sig", "replace")


def reference(path: Path, converted: dict[Path, str]) -> str | None:
    """Give what the independent reader finds in the file, None where it fails."""
    if path in converted:
        return converted[path]
    read = READERS.get(path.suffix.lower())
    try:
        return read(path) if read else None
    except (OSError, ValueError, LookupError, etree.LxmlError, zipfile.BadZipFile, subprocess.SubprocessError):
        return None


def compared(path: Path, name: str, expected: str, workers: Workers) -> Compared | str:
    """Give how the product's text differs from the expected one, or why it has none."""
    try:
        document = workers.read(path.name, path.read_bytes())
    except (NothingToIndexError, ReadingError) as error:
        return str(error)
    theirs, ours = words(expected), words(document.text)
    if path.suffix.lower() in _OF_FIGURES:
        theirs, ours = of_cells(expected), of_cells(document.text)
    lost, added = surplus(theirs, ours), surplus(ours, theirs)
    recall = 1 - len(lost) / len(theirs) if theirs else 1.0
    precision = 1 - len(added) / len(ours) if ours else 1.0
    kinds = tuple(f"{omission.kind} ({omission.characters})" for omission in document.left_out)
    return Compared(path.suffix.lower(), name, recall, precision, order_kept(theirs, ours), lost, added, kinds)


def table(results: Iterable[Compared], failures: Iterable[tuple[str, str]], below: float) -> None:
    groups: dict[str, list[Compared]] = defaultdict(list)
    for result in results:
        groups[result.suffix].append(result)
        groups["all"].append(result)
    failed = Counter(Path(name).suffix.lower() for name, _ in failures)
    failed["all"] = sum(failed.values())
    print(f"{'format':8}{'files':>6}{'failed':>7}{'recall':>8}{'median':>8}{'prec.':>8}{'median':>8}{'order':>8}   below {below}")
    for suffix, group in sorted(groups.items()):
        recalls, precisions = [one.recall for one in group], [one.precision for one in group]
        share = sum(recall < below for recall in recalls) / len(group)
        print(
            f"{suffix:8}{len(group) + failed[suffix]:6}{failed[suffix]:7}{mean(recalls):8.3f}{median(recalls):8.3f}"
            f"{mean(precisions):8.3f}{median(precisions):8.3f}{mean(one.order for one in group):8.3f}{share:10.0%}"
        )


def show(results: list[Compared], failures: list[tuple[str, str]], below: float) -> None:
    for one in sorted(results, key=lambda one: (one.suffix, one.recall)):
        if one.recall < below:
            print(f"\n{one.name}  recall {one.recall:.3f} precision {one.precision:.3f} order {one.order:.3f}")
            print(f"  lost {len(one.lost)}: {' '.join(one.lost[:40])}\n  added {len(one.added)}: {' '.join(one.added[:20])}")
            print(f"  left out: {', '.join(one.left_out)}")
    for name, why in failures:
        print(f"\n{name}: {why}")


def measure(folder: Path, only: str, below: float, shown: bool) -> None:
    wanted = [f".{only}"] if only else [*READERS, *OFFICE]
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in wanted)
    converted = by_office(files)
    names = {path: str(path.relative_to(folder)) for path in files}
    expected = {path: text for path in files if (text := reference(path, converted)) is not None and words(text)}
    with Workers(2) as workers, ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(lambda path: (names[path], compared(path, names[path], expected[path], workers)), expected))
    results = [outcome for _, outcome in outcomes if isinstance(outcome, Compared)]
    failures = [(name, outcome) for name, outcome in outcomes if isinstance(outcome, str)]
    table(results, failures, below)
    print(f"{len(files) - len(expected)} files that the independent reader cannot read, or finds no words in, are not counted.")
    if shown:
        show(results, failures, below)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a suffix without its dot")
    parser.add_argument("--below", type=float, default=0.97)
    parser.add_argument("--show", action="store_true", help="list the files below the limit, with the words that are lost and added")
    given = parser.parse_args()
    measure(given.folder, given.only, given.below, given.show)
