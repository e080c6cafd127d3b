"""Lay out the marked pages on which `benchmarks.html_text` is run.

usage: python -m benchmarks.html_pages PACKAGES FOLDER

PACKAGES holds the unpacked packages that benchmarks/html_text_sources.txt names, each in a folder of its name and version. Writes
GROUP_NAME.html, beside it GROUP_NAME.txt with the main text, a paragraph a line, and prints how many pages of each group are marked.
A page is marked by the text or the page that the package's tests expect; else by itself: what it names as its `articleBody`, or the
element whose class or id is one of those below, which hold the entry and nothing else on the systems that write them. Bars of shares,
navigation, forms, hidden parts, remarks and teasers are taken out of such an element. Pages that have no such element are left out.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html
from lxml.html import HtmlElement

from benchmarks.html_text import paragraphs
from ingest.files.encoding import decode

_ENTRIES = """
entry-content post-content article-content articlebody article-body article__body article-text story-body storytext story-content story_text
mw-parser-output post-body post_body entry__content entry-body entrytext entry articletext article_body field-name-body
td-post-content single-content node-content blog-post-content c-article-body article-entry post-entry
TRS_Editor zoom vsb_content endText artibody post_text js_content news_txt detailCon p-detail rwb_zw main_content all-txt content-article
Cnt-Main-Article-QQ art_contextBox a-con article_text news_content main-txt article_content_mix statuses-text rich_media_content
""".split()
_OUT = re.compile(
    r"(^|[\s_-])(share|sharing|sharedaddy|social|comments?|related|similar|teasers?|recommend\w*|advert\w*|ads?|newsletter|promo|tags|jp-\w+|"
    r"breadcrumbs?|toc|navbox|mw-editsection|author-box|authorbox|pagination|post-nav\w*|footer\w*|copyright)($|[\s_-])",
    re.IGNORECASE,
)
_NOT_OF_NAMES = re.compile(r"[^\w.-]")
_NO_TEXT = ("script", "style", "nav", "footer", "form", "noscript", "button", "iframe", "template", "select", "textarea")
_LEAST = 250  # characters of a main text that is marked by the page itself


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    count: Counter[str] = Counter()
    for group, name, source, lines in marked(args.packages):
        if sum(map(len, lines)) >= _LEAST:
            count[group] += 1
            stem = f"{group}_{_NOT_OF_NAMES.sub('-', name)[:100]}"
            args.folder.joinpath(f"{stem}.html").write_bytes(source.read_bytes())
            args.folder.joinpath(f"{stem}.txt").write_text("\n".join(lines), encoding="utf-8")
    print(*(f"{group:20}{number:4}" for group, number in sorted(count.items())), f"{'all':20}{count.total():4}", sep="\n")
    return 0


def marked(packages: Path) -> Iterator[tuple[str, str, Path, list[str]]]:
    """Give of each page its group, its name, its file and the paragraphs of its main text."""
    for package in sorted(packages.iterdir()):
        group = re.sub(r"[_-]v?\d[\d.]*$", "", package.name).replace("_", "-")
        for source in sorted(package.rglob("*.html")):
            expected = source.with_name("expected.html")
            if source.name in ("source.html", "raw.html") and expected.exists():
                yield group, "-".join(source.parts[-3:-1]), source, paragraphs(html.fromstring(expected.read_text(encoding="utf-8")))
            elif source.name != "expected.html" and "test" in str(source.relative_to(packages)):
                lines = _beside(source)
                own = "" if lines else "-own"
                name = "-".join(source.parts[-2:]).removesuffix(".html") if group == "gne" else source.stem
                yield group + own, name, source, lines or _own(source)


def _beside(source: Path) -> list[str]:
    """Give the text that a package's tests expect of a page."""
    text = source.parent.with_name("txt").joinpath(f"{source.stem}.txt")
    raw = source.parent.with_name("raw").joinpath(f"{source.stem}.md")
    stated = source.with_suffix(".json")
    if text.exists():
        return text.read_text(encoding="utf-8").splitlines()
    if raw.exists():
        return _of_markdown(raw.read_text(encoding="utf-8"))
    if stated.exists():
        expected = json.loads(stated.read_text(encoding="utf-8")).get("expected", {}).get("cleaned_text") or ""
        return expected.splitlines() if len(expected) > 1000 else []
    return []


def _of_markdown(text: str) -> list[str]:
    """Give the words of Markdown without its properties, links and marks."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    return [re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`#]+", r"\1", part) for line in text.splitlines() for part in line.split("|")]


def _own(source: Path) -> list[str]:
    """Give the main text as a page marks it itself; nothing where it does not."""
    root = html.fromstring(decode(source.read_bytes()).encode("utf-8", errors="replace"), parser=html.HTMLParser(encoding="utf-8"))
    stated = [body for script in root.xpath("//script[@type='application/ld+json']") for body in _bodies(script.text_content())]
    elements = root.xpath("//*[@itemprop='articleBody']")
    if not elements:
        names = {name.lower() for name in _ENTRIES}
        elements = [one for one in root.iter(etree.Element) if names & set(f"{one.get('class')} {one.get('id')}".lower().split())]
        elements = [one for one in elements if not any(other in elements for other in one.iterancestors())]
    elements = [one for one in elements if len(one.text_content()) >= _LEAST]
    if len(elements) == 1:
        return paragraphs(_cleared(elements[0]))
    return stated[0].splitlines() if len(stated) == 1 and "\n" in stated[0] else []


def _bodies(script: str) -> Iterator[str]:
    try:
        stated = json.loads(script)
    except ValueError:
        return
    for one in stated if isinstance(stated, list) else stated.get("@graph", [stated]) if isinstance(stated, dict) else []:
        if isinstance(one, dict) and isinstance(one.get("articleBody"), str):
            yield one["articleBody"]


def _cleared(element: HtmlElement) -> HtmlElement:
    for one in [*element.iterdescendants(etree.Element)]:
        style = (one.get("style") or "").replace(" ", "")
        hidden = "display:none" in style or one.get("hidden") is not None
        is_out = one.tag in _NO_TEXT or hidden or _OUT.search(f"{one.get('class') or ''} {one.get('id') or ''}")
        if is_out and one.getparent() is not None:
            one.drop_tree()
    return element


if __name__ == "__main__":
    sys.exit(main())
