"""Classes of characters of the scripts that texts are written in, to stand between the brackets of a regular expression."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA = "\u3040-\u30ff"
HANGUL = "\uac00-\ud7af"
CJK = HAN + KANA + HANGUL

VOWELS = "aeiouyáéíóúàèìòùäëïöüâêîôûаеиоуыэюя"
"""Letters, Latin and Cyrillic, of which a word has at least one."""
