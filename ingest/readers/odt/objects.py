"""What stands in an OpenDocument text beside its words: formulas, charts, fields of forms."""

import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from ingest.files.packages import part
from ingest.readers.odt.names import qn
from ingest.readers.shared.mathml import formula

_FIELDS = ("textarea", "text", "formatted-text", "number", "date", "time", "listbox", "combobox")


class Objects:
    """The objects of a package and the fields of its forms."""

    def __init__(self, package: zipfile.ZipFile, root: etree._Element) -> None:
        self._package = package
        self._names = set(package.namelist())
        self._controls = {
            str(id): one for one in root.iter() if isinstance(one.tag, str) and one.tag.startswith(qn("form:x")[:-1])
            for name in ("xml:id", "form:id") if (id := one.get(qn(name)))
        }  # fmt: skip

    def root(self, element: etree._Element) -> etree._Element | None:
        """Give what an embedded object holds, its own child or a part of the package; None where that is no XML."""
        own = next((child for child in element if isinstance(child.tag, str)), None)
        if own is not None:
            return own
        name = f"{str(element.get(qn('xlink:href'), '')).removeprefix('./')}/content.xml"
        if name not in self._names:
            return None
        try:
            return etree.fromstring(part(self._package, name), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return None

    def value(self, control: etree._Element) -> str:
        """Give what a field of a form shows: whether a box is ticked with its label, what was typed or chosen."""
        field = self._controls.get(str(control.get(qn("draw:control"))))
        if field is None:
            return ""
        kind, label = str(field.tag).rpartition("}")[2], str(field.get(qn("form:label"), ""))
        if kind in ("checkbox", "radio"):
            state = field.get(qn("form:current-state")) or field.get(qn("form:current-selected")) or field.get(qn("form:state"))
            return f"{'☑' if state in ('checked', 'true') else '☐'} {label}".strip()
        chosen = ", ".join(_chosen(field.iter(qn("form:option"))))
        typed = field.get(qn("form:current-value")) or field.get(qn("form:value")) or "".join(map(str, field.itertext())).strip()
        return (chosen or str(typed)) if kind in _FIELDS else label


def formula_in(root: etree._Element) -> str | None:
    """Give a formula as it reads in a line; None where an object holds none."""
    return formula(root).strip() if root.tag == qn("math:math") else None


def _chosen(options: Iterable[etree._Element]) -> Iterator[str]:
    for option in options:
        if "true" in (option.get(qn("form:current-selected")), option.get(qn("form:selected"))):
            yield str(option.get(qn("form:label"), "")) or "".join(map(str, option.itertext())).strip()
