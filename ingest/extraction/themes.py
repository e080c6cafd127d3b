"""What a requirement is about: one of the field's themes, or the heading under which it stands."""

import re
from collections.abc import Iterable
from functools import lru_cache

from language.tokens import folded
from vectorstore.document import Document

_THEMES = {
    "technological innovation": (
        r"innovat|technolog|r&d|research and development|scientific|patent|digital|intelligen|three firsts?|"
        r"first (?:set|batch|version)|科技|创新|研发|技术|专利|首台|首批次|首版次|数字化|智能"
    ),
    "industrial control": (
        r"industrial (?:control|system|chain|layout|internet)|emerging industr|restructur|reorgani[sz]|integration|merger|"
        r"layout|strategic industr|main business|产业|布局|重组|整合|新兴|主业|链长"
    ),
    "security support": (
        r"securit|safety|energy|resource|coal|oil|grain|food|emergency|reserve|supply chain|risk|debt|安全|保障|能源|资源|粮食|"
        r"应急|储备|风险|负债|债务"
    ),
    "governance": (
        r"governance|board|director|modern enterprise|decision-making|authori[sz]ation list|general manager|公司治理|董事|"
        r"经理层|治理|决策|章程"
    ),
    "market mechanism": (
        r"tenure|contract management|remunerat|salary|wage|incentive|market-oriented (?:operat|mechan)|"
        r"compet\w+ (?:post|appoint)|incompetent|final.{0,12}adjust|任期|契约|薪酬|工资|激励|市场化|竞聘|竞争上岗|末等|不胜任"
    ),
    "supervision": (
        r"supervis|audit|accountab|oversight|monitor|inspect|violation|regulat|disclos|report|监督|监管|审计|追责|问责|检查|"
        r"巡视|违规|报送|报告|披露"
    ),
    "assessment": (r"assess|evaluat|apprais|performance|score|rating|考核|评估|评价|考评|评分|绩效"),
    "party building": (r"\bparty\b|discipline|corruption|ideolog|党建|党的|党委|党组|党员|党风|廉政|反腐|作风"),
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _THEMES.items()}
_NUMBER = re.compile(
    r"^(?:[\d.]+[.、）)]?\s*|第?[一二三四五六七八九十百]+[章节条、]\s*|[（(][一二三四五六七八九十\d]+[）)]\s*|(?:chapter|part|"
    r"section|article)\s+[\divxlc]+[.:]?\s*)+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\s*(?:[\d.(（]+[.)）、]?\s*)?([A-Z][\w&’' -]{3,50}):\s")
_LONGEST = 60
_BY_HEADING = 3  # a heading weighs as much as so many words of the sentence


def theme_of(document: Document, start: int, quote: str, terms: Iterable[str] = ()) -> str:
    """Give the theme of what stands at `start`: the one that its label, the headings above it and its words name most.

    Where they name none, the nearest heading itself is the theme, else the first of the document's `terms` that stands in the
    words; empty where there is none.
    """
    label = _LABEL.match(quote)
    path = document.heading_at(start)
    if len(path) == 1 and _folded(path[0]) == _folded(document.title):
        path = ()
    above = frozenset[str]().union(*map(_named_in, path[-2:]))
    scores = {
        name: len(pattern.findall(quote)) + _BY_HEADING * (bool(label and pattern.search(label[1])) * 2 + (name in above))
        for name, pattern in _PATTERNS.items()
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best]:
        return best
    plain = _NUMBER.sub("", path[-1]).strip() if path else ""
    return plain if 0 < len(plain) <= _LONGEST else next((term for term in terms if term in quote), "")


@lru_cache(maxsize=256)
def _named_in(heading: str) -> frozenset[str]:
    """Give the themes that a heading names; remembered, as many requirements stand under one."""
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(heading))


@lru_cache(maxsize=256)
def _folded(heading: str) -> str:
    return folded(heading)
