"""The letters with which lists are counted in languages beside English and Chinese, and the figures of Japanese bank notes."""

SERIES = {
    "korean-syllables": "가나다라마바사아자차카타파하",
    "korean-letters": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "japanese-syllables": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "japanese-poem": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
    "russian-lower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russian-upper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "greek": "αβγδεζηθικλμνξοπρστυφχψω",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "arabic": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
}
"""Letters by the name of the series; after the last they begin anew."""

STYLES_BY_FIRST = {letters[0]: series for series, letters in SERIES.items()} | {"일": "korean-numerals", "壱": "japanese-legal"}
"""How lists are numbered, by how the first number is written, beside the ways of Chinese."""

KOREAN_DIGITS = str.maketrans("0123456789", "영일이삼사오육칠팔구")
KOREAN_NUMERALS = str.maketrans("零一二三四五六七八九十百千", "영일이삼사오육칠팔구십백천")
JAPANESE_LEGAL = str.maketrans("一二三十", "壱弐参拾")
TRADITIONAL_LEGAL = str.maketrans("贰叁陆", "貳參陸")


def letter(number: int, series: str) -> str:
    """Give the letter at a place from 1."""
    return SERIES[series][(number - 1) % len(SERIES[series])]
