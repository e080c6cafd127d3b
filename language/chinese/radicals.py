"""Radicals, which some fonts of PDF files give for the characters that they look like: 人 written as the radical ⼈."""

import re
import unicodedata

_RADICAL = re.compile("[\u2e80-\u2fdf]")
_SUPPLEMENT = {
    0x2E81: "厂", 0x2E84: "乙", 0x2E88: "刀", 0x2E8A: "卜", 0x2E8C: "小", 0x2E8D: "小", 0x2E8E: "兀", 0x2E92: "巳", 0x2E93: "幺",
    0x2E9C: "日", 0x2E9D: "月", 0x2E9F: "母", 0x2EA0: "民", 0x2EA7: "牛", 0x2EA9: "王", 0x2EAC: "示", 0x2EB6: "羊", 0x2EBB: "聿",
    0x2EBC: "肉", 0x2EC1: "虎", 0x2EC4: "西", 0x2EC5: "见", 0x2EC6: "角", 0x2EC9: "贝", 0x2ECB: "车", 0x2ED1: "長", 0x2ED3: "长",
    0x2ED4: "门", 0x2ED7: "雨", 0x2ED8: "青", 0x2ED9: "韦", 0x2EDA: "页", 0x2EDB: "风", 0x2EDC: "飞", 0x2EDD: "食", 0x2EE2: "马",
    0x2EE3: "骨", 0x2EE4: "鬼", 0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE7: "卤", 0x2EE8: "麦", 0x2EE9: "黄", 0x2EEA: "黾", 0x2EEB: "斉",
    0x2EEC: "齐", 0x2EED: "歯", 0x2EEE: "齿", 0x2EEF: "竜", 0x2EF0: "龙", 0x2EF1: "龜", 0x2EF2: "亀", 0x2EF3: "龟",
}  # fmt: skip
"""Those that are characters of their own, which Unicode does not say of them."""


def without_radicals(text: str) -> str:
    """Write radicals as the characters that they stand for; one that is none stays."""
    return text if text.isascii() else _RADICAL.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    return _SUPPLEMENT.get(ord(found[0])) or unicodedata.normalize("NFKC", found[0])
