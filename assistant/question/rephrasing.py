"""Completing a question that leans on the turns before it, without a model."""

import re
from collections.abc import Sequence

from assistant.question.small_talk import small_talk
from language.tokens import is_cjk, telling_words

_OPENS = re.compile(
    r"^\W*(and|or|but|also|so|then|what about|how about|what if|and if|yes|no|ok(ay)?|sure|else|anything else|"
    r"why( not)?|for (whom|what|which)|"
    r"by (when|whom|what)|since when|until when|where is that|who else|which one)\b|^\W*(那么?|还有|以及|另外|其中|如果|为什么|为何|多久|"
    r"什么时候|何时|由谁|谁|对于?|关于)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(it|its|they|them|their|this|these|those|he|she|his|her|the (same|former|latter|above))\b|\b(that|there|ones?)\W*$|"
    r"[它此]|(?<!应)该|其(?![他它余实])|他们|她们|上述|这|那(个|些|项|样|里)",
    re.IGNORECASE,
)
_FEW, _FEW_CJK = 2, 3  # telling words; of Chinese, pairs of characters
_LOOKED_BACK = 8  # questions
_LONGEST_SUBJECT = 300  # characters


def rephrased(question: str, history: Sequence[str]) -> str:
    """Give `question` with what it leans on, itself where it stands alone.

    `history` are the user's questions before it, oldest first. It leans on them where it opens as a sequel does, points back
    with a pronoun, or has few telling words. What it lacks comes from the question that opened the topic: the nearest
    earlier one that stands alone, else the earliest.
    """
    earlier = [one for one in history[-_LOOKED_BACK:] if small_talk(one) is None]
    if not earlier or not _leans(question):
        return question
    opener = next((one for one in reversed(earlier) if not _leans(one)), earlier[0])
    subject = " ".join(opener.split())[:_LONGEST_SUBJECT]
    return f"{subject}{'' if is_cjk(subject) else ' '}{question}"


def _leans(question: str) -> bool:
    few = _FEW_CJK if is_cjk(question) else _FEW
    return bool(_OPENS.match(question) or _POINTS.search(question)) or len(telling_words(question)) < few
