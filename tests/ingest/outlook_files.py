"""Letters in the format of Outlook, made for tests: a compound file of the streams that hold its properties."""

from dataclasses import dataclass, field
from struct import pack

_NONE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Streams = dict[str, "bytes | Streams"]


def text(key: str, value: str) -> dict[str, bytes]:
    return {f"__substg1.0_{key}001F": value.encode("utf-16-le")}


def properties(head: int, **fixed: int) -> dict[str, bytes]:
    """Give the stream of the properties of 8 bytes, `head` bytes before them; each is called `_` and its number."""
    entries = (pack("<HHIQ", 0x40, int(key[1:], 16), 6, value) for key, value in fixed.items())
    return {"__properties_version1.0": bytes(head) + b"".join(entries)}


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    right: int = _NONE
    child: int = _NONE
    start: int = _END

    def written(self) -> bytes:
        name = (self.name + "\0").encode("utf-16-le")
        head = name.ljust(64, b"\0") + pack("<HBBIII", len(name), self.kind, 1, _NONE, self.right, self.child)
        return head + bytes(36) + pack("<IQ", self.start, len(self.content))


@dataclass
class _Sectors:
    """Contents in sectors of one size, and the table that says which sector follows which."""

    size: int
    content: bytes = b""
    table: list[int] = field(default_factory=list)

    def put(self, content: bytes) -> int:
        """Add a content and give its first sector."""
        first, count = len(self.table), -(-len(content) // self.size)
        self.table += [*range(first + 1, first + count), _END]
        self.content += content.ljust(count * self.size, b"\0")
        return first


def compound(streams: Streams) -> bytes:
    """Give a compound file of streams and of folders of them."""
    root = _Entry("Root Entry", 5)
    entries = [root]
    _add(entries, root, streams)
    small, large = _Sectors(64), _Sectors(512)
    for entry in entries:
        if entry.content:
            entry.start = (small if len(entry.content) < 4096 else large).put(entry.content)
    root.content = small.content
    root.start = large.put(small.content)
    small_table = pack(f"<{len(small.table)}I", *small.table).ljust(-(-len(small.table) // 128) * 512, b"\xff")
    first_small, first = large.put(small_table), large.put(b"".join(entry.written() for entry in entries))
    tables = 1
    while len(large.table) + tables > tables * 128:
        tables += 1
    places = [*range(len(large.table), len(large.table) + tables)]
    chain = [*large.table, *[_FAT] * tables]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += pack("<IIIIIIIII", 0, tables, first, 0, 4096, first_small, len(small_table) // 512, _END, 0)
    head += pack("<109I", *places, *[_NONE] * (109 - tables))
    return head + large.content + pack(f"<{len(chain)}I", *chain).ljust(tables * 512, b"\xff")


def _add(entries: list[_Entry], parent: _Entry, streams: Streams) -> None:
    """Add the entries of a folder: each the right neighbour of the one before it."""
    before: _Entry | None = None
    for name, content in sorted(streams.items()):
        entry = _Entry(name, 2, content) if isinstance(content, bytes) else _Entry(name, 1)
        if before is None:
            parent.child = len(entries)
        else:
            before.right = len(entries)
        entries.append(entry)
        before = entry
        if not isinstance(content, bytes):
            _add(entries, entry, content)
